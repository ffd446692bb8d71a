import type { Fetch } from "../transport.js";
import type { Answer, Received } from "./gateway.js";

/** Makes a `fetch` that reaches the gateway without a network, and fails as one over a network would. */
export function createFetch(answerTo: (received: Received, signal: AbortSignal) => Promise<Answer>): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { origin } = new URL(request.url);
    const target = request.url.slice(origin.length).replace(/#.*/, "");
    const body = new Uint8Array(await request.arrayBuffer());
    const answer = await answerTo({ method: request.method, target, headers: request.headers, body }, request.signal);
    request.signal.throwIfAborted();
    return toResponse(answer);
  };
}

function toResponse({ status, headers, body, lost }: Answer): Response {
  if (lost === "all") throw failure("fetch failed", "ECONNRESET");
  if (lost === "half") return new Response(halfOf(body), { status, headers });
  return new Response(body || null, { status, headers });
}

function halfOf(body: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  return new ReadableStream({
    start: (controller) => controller.enqueue(bytes.subarray(0, bytes.length / 2)),
    pull: (controller) => controller.error(failure("terminated", "UND_ERR_SOCKET")),
  });
}

/** Node's own wording, so that code under test meets what it would meet there. */
const failure = (message: string, code: string) =>
  new TypeError(message, { cause: Object.assign(new Error("The sandbox broke the connection."), { code }) });
