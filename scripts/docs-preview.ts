import { type FSWatcher, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";

const CHANGES = "/changes";
const RELOAD = `<script>new EventSource("${CHANGES}").onmessage = () => location.reload();</script>`;
const TYPES: Record<string, string> = { ".html": "text/html; charset=utf-8", ".json": "application/json" };

/** Editors save a file in several steps, milliseconds apart: they are one change. */
const SETTLE = 100;

/** What is shown, and when it is made anew. */
export interface PreviewOptions {
  /** The directory to serve. */
  site: string;
  /** Directories of which any change, at any depth, has the site built again. */
  sources: string[];
  build: () => Promise<void>;
}

/** A preview that is being served, until it is closed. */
export interface Preview {
  url: string;
  close(): void;
}

/** Serves a site on a free port of this machine, and has open pages reload when it was built again. */
export async function servePreview({ site, sources, build }: PreviewOptions): Promise<Preview> {
  const readers = new Set<ServerResponse>();
  const server = createServer(async ({ url = "/" }, response) => {
    if (url === CHANGES) {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      readers.add(response.on("close", () => readers.delete(response)));
      return;
    }
    // Only the name counts, so nothing outside of the site can be asked for.
    const file = basename(new URL(url, "http://localhost").pathname) || "index.html";
    const text = await readFile(join(site, file), "utf8").catch(() => undefined);
    if (text === undefined) return response.writeHead(404).end(`There is no ${file}.`);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" });
    response.end(file.endsWith(".html") ? text + RELOAD : text);
  });

  let timer: NodeJS.Timeout | undefined;
  let building = Promise.resolve();
  async function rebuild(): Promise<void> {
    try {
      await build();
      for (const reader of readers) reader.write("data: built\n\n");
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
  function changed(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      building = building.then(rebuild);
    }, SETTLE);
  }
  const watchers: FSWatcher[] = sources.map((source) => watch(source, { recursive: true }, changed));

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
