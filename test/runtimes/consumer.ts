import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { npm, RUNTIMES } from "./install.js";
import type { Hosts } from "./suite.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const CONSUMER = join(RUNTIMES, "consumer");

/** The suite, in the forms that users of the package run their code in. */
export interface Consumer {
  folder: string;
  /** For runtimes that find packages themselves. */
  unbundled: string;
  /** Bundled for a worker. */
  worker: string;
  /** Bundled for a page. */
  page: string;
}

/** Makes a user's project: the package installed from its tarball, and the suite as the code that uses it. */
export async function makeConsumer(hosts: Hosts): Promise<Consumer> {
  await rm(CONSUMER, { recursive: true, force: true });
  await mkdir(CONSUMER, { recursive: true });
  await writeFile(join(CONSUMER, "package.json"), JSON.stringify({ type: "module" }));
  const [tarball] = JSON.parse(await npm(join(HERE, "../.."), "pack", "--json", "--pack-destination", CONSUMER));
  await npm(
    CONSUMER,
    "install",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    `./${tarball.filename}`,
  );

  const bundle = async (from: string, to: string, options: BuildOptions) => {
    const outfile = join(CONSUMER, to);
    const entryPoints = [from];
    await build({
      bundle: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      ...options,
      entryPoints,
      outfile,
    });
    return outfile;
  };
  const suite = { define: { HOSTS: JSON.stringify(hosts) }, external: ["ncloud-apigateway", "openapi-fetch"] };
  const unbundled = await bundle(join(HERE, "entry.ts"), "entry.js", suite);
  const unbundledWorker = await bundle(join(HERE, "entry.workerd.ts"), "entry.workerd.js", suite);
  return {
    folder: CONSUMER,
    unbundled,
    worker: await bundle(unbundledWorker, "worker.js", { conditions: ["workerd", "worker", "browser"] }),
    page: await bundle(unbundled, "page.js", {}),
  };
}
