import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { BODY_LIMIT } from "./description.js";
import type { Answer, Received } from "./gateway.js";

/** A sandbox that listens. */
export interface ListeningSandbox {
  /** Its origin, such as `http://127.0.0.1:49152`: the client's `baseUrl`. */
  url: string;
  /** Stops listening and ends every connection. When it resolves, nothing is left that keeps a process running. */
  close(): Promise<void>;
}

/** Serves over HTTP on 127.0.0.1. */
export async function serve(
  answerTo: (received: Received, signal: AbortSignal) => Promise<Answer>,
  port: number,
): Promise<ListeningSandbox> {
  const server = createServer(async (incoming, outgoing) => {
    const left = new AbortController();
    outgoing.once("close", () => left.abort());
    try {
      if (isPreflight(incoming)) return outgoing.writeHead(204, preflightHeaders(incoming)).end();
      const received = await receive(incoming);
      send(await answerTo(received, left.signal), outgoing);
    } catch {
      // The caller has hung up, while sending or while waiting: there is nobody to answer.
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] as string, incoming.rawHeaders[index + 1] as string);
  }
  // All is read, so that the caller gets to see the answer; what is over the limit is not kept.
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (length <= BODY_LIMIT) chunks.push(chunk);
    length += chunk.length;
  }
  return { method: incoming.method ?? "", target: incoming.url ?? "", headers, body: Buffer.concat(chunks) };
}

function send({ status, headers, body, lost }: Answer, outgoing: ServerResponse): void {
  if (lost === "all") {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(body);
  const length = status === 204 ? {} : { "content-length": bytes.length };
  outgoing.writeHead(status, { ...CROSS_ORIGIN, ...length, ...headers });
  if (lost === "half") outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
  else outgoing.end(bytes);
}

// The sandbox lets any page call it. Whether NCP's gateway lets a page call at all, the documents do not say.
const CROSS_ORIGIN = { "access-control-allow-origin": "*", "access-control-expose-headers": "*" };

const isPreflight = ({ method, headers }: IncomingMessage) =>
  method === "OPTIONS" && headers["access-control-request-method"] !== undefined;

function preflightHeaders({ headers }: IncomingMessage): Record<string, string> {
  return {
    ...CROSS_ORIGIN,
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": headers["access-control-request-headers"] ?? "",
  };
}
