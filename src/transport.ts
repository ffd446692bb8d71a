import { buffer } from "./body.js";
import { ApiGatewayError } from "./error.js";
import type { Signer } from "./signing.js";

/** Sends one request and gives the answer. It is called with `redirect: "manual"`, which it must heed. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/** One call of the client, and what has become of it so far. */
export interface Call {
  method: string;
  /** The operation's path at first, then that of the request as built. */
  path: string;
  fetch: Fetch;
  /** The caller reads the body as a stream: it is handed on as it comes. */
  streaming: boolean;
  attempts: number;
  /** The body of the last answer, unless streaming. */
  bytes?: Uint8Array;
  status?: number;
}

/** The way from a built request to its answer, for one gateway. */
export type Transport = (request: Request, call: Call) => Promise<Response>;

/**
 * Makes a transport. It signs what is not signed, or no longer as it was, sends it and reads the answer;
 * it refuses redirects, so that no signature reaches a second origin.
 *
 * Its calls throw ApiGatewayError of kind `"network"`, `"redirect"` or what signing throws; after an abort,
 * the caller's own reason.
 */
export function createTransport(signer: Signer, origin: string): Transport {
  async function attempt(request: Request, call: Call): Promise<Response> {
    const signed = await signer(request, origin);
    call.path = new URL(signed.url).pathname;
    call.attempts += 1;
    try {
      const response = await call.fetch(signed, { redirect: "manual" });
      if (isRedirect(response)) throw redirectError(response, signed);
      if (call.streaming && response.ok) return response;
      const buffered = await buffer(response);
      call.bytes = buffered.bytes;
      call.status = response.status;
      return buffered.response;
    } catch (error) {
      signed.signal.throwIfAborted();
      throw error instanceof ApiGatewayError ? error : networkError(error, origin);
    }
  }

  return attempt;
}

const isRedirect = ({ type, status }: Response) => type === "opaqueredirect" || (status >= 300 && status < 400);

function redirectError({ status, headers }: Response, { url }: Request): ApiGatewayError {
  const location = headers.get("location") ?? "";
  const target = URL.canParse(location, url) ? ` to ${new URL(location, url).origin}` : "";
  return new ApiGatewayError(
    "redirect",
    `The gateway redirected the call${target}. A signed request follows no redirect: check baseUrl and proxies.`,
    status ? { status } : {},
  );
}

function networkError(cause: unknown, origin: string): ApiGatewayError {
  const code = [cause, (cause as Error | undefined)?.cause]
    .map((error) => (error as { code?: unknown } | undefined)?.code)
    .find((value) => typeof value === "string");
  return new ApiGatewayError("network", `No answer from ${origin}${code ? ` (${code})` : ""}: see cause.`, {
    cause,
  });
}
