import createClient, { type Client, defaultBodySerializer } from "openapi-fetch";
import type { paths } from "../generated/schema.js";
import { abortable } from "./abort.js";
import { originOf, type Region } from "./base-url.js";
import { adjustableClock } from "./clock.js";
import { ApiGatewayError, factsOf, rememberCall, unreadableError } from "./error.js";
import { serializePath } from "./path.js";
import { createSigner, type SigningOptions, toMiddleware } from "./signing.js";
import { type Call, createTransport, type Fetch, type RetryOptions } from "./transport.js";

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;
const LONGEST_TIMER = 2 ** 31 - 1; // One millisecond more, and setTimeout fires at once.

/** Options of `createApiGatewayClient`; `credentials` alone will do. */
export interface ClientOptions extends SigningOptions {
  /** The site of the account: public (default), government or finance. */
  region?: Region | undefined;
  /** Another gateway instead of a region's: an https origin, or http on a loopback host, such as a sandbox. */
  baseUrl?: string | undefined;
  /** Sends a request. Default: whatever `globalThis.fetch` is at the time of the call. */
  fetch?: Fetch | undefined;
  /** Milliseconds that one attempt may take, from sending to the last byte of the answer. Default 30 000. */
  timeout?: number | undefined;
  /** Retries, or `false` for none. Default 3 attempts. */
  retry?: RetryOptions | false | undefined;
}

// What this module needs to know of openapi-fetch's options and results, whatever the operation.
interface LooseInit {
  fetch?: Fetch;
  signal?: AbortSignal | null;
  bodySerializer?: (...input: unknown[]) => unknown;
  parseAs?: string;
  params?: { path?: Record<string, unknown> };
}
interface LooseResult {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** openapi-fetch's own client, typed with this API's paths. */
export type ApiGatewayClient = Client<paths>;

const lateFetch: Fetch = (request, init) => globalThis.fetch(request, init);

let warned = false;

function warnInBrowser(): void {
  if (warned || typeof document === "undefined") return;
  warned = true;
  console.warn("[ncloud-apigateway] Whoever opens this page can read its secret key: sign on a server.");
}

function checkWholeNumber(name: string, value: unknown, max: number): void {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > max) {
    throw new ApiGatewayError("request", `${name} must be a whole number from 1 to ${max}.`);
  }
}

/**
 * Makes the client: openapi-fetch's, with every request signed, its path parameters checked and its
 * failures told as `ApiGatewayError`. Calls resolve to `{ data, error, response }`; see `unwrap`.
 *
 * @throws ApiGatewayError of kind `"credentials"` or `"request"` for an option that cannot work.
 * @example
 * const client = createApiGatewayClient({ credentials: { accessKey, secretKey } });
 * const result = await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
 *   params: { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } },
 *   body: { status: "ACCEPTED" },
 * });
 * unwrap(result);
 */
export function createApiGatewayClient(options: ClientOptions): ApiGatewayClient {
  // The spread lets a call without options, from JavaScript, fail on what it lacks.
  const { credentials, region, baseUrl, fetch: clientFetch = lateFetch, timeout = 30_000, ...rest } = { ...options };
  const attempts = rest.retry === false ? 1 : (rest.retry?.attempts ?? 3);
  checkWholeNumber("timeout", timeout, LONGEST_TIMER);
  checkWholeNumber("retry.attempts", attempts, 100);
  if (typeof credentials !== "function") warnInBrowser();
  const origin = originOf(region, baseUrl);
  const clock = adjustableClock(rest.clock);
  const signer = createSigner({ credentials, clock: clock.now });
  const transport = createTransport({ signer, origin, clock, timeout, ...rest.retry, attempts });
  const base = createClient<paths>({ baseUrl: origin, redirect: "manual", pathSerializer: serializePath });
  base.use(toMiddleware(signer, origin));
  const request = base.request as unknown as (method: string, path: string, init: LooseInit) => Promise<LooseResult>;

  // openapi-fetch hands its `fetch` option nothing but the final request. Giving each call a `fetch` of its own
  // tells the transport which call it serves, and brings failures of every stage together in one place.
  async function run(method: string, template: string, init: LooseInit = {}): Promise<LooseResult> {
    const { fetch = clientFetch, params, parseAs, signal, bodySerializer = defaultBodySerializer } = init;
    const streaming = parseAs === "stream";
    const call: Call = { method: method.toUpperCase(), template, attempts: 0, notes: {}, fetch, streaming };
    const begin = (signal?: AbortSignal) =>
      request(method, template, {
        ...init,
        ...(signal && { signal }),
        params: { ...params, path: params?.path ?? {} },
        bodySerializer: (...input) => {
          try {
            call.body = bodySerializer(...input);
          } catch (cause) {
            throw new ApiGatewayError("request", "The body cannot be written as JSON: see cause.", { cause });
          }
          return call.body;
        },
        fetch: (built) => transport(built, call),
      });
    try {
      const result = await (signal ? abortable(begin, { signal, keepListening: streaming }) : begin());
      rememberCall(result.response, call);
      return result;
    } catch (error) {
      if (error instanceof ApiGatewayError) throw Object.assign(error, factsOf(call));
      throw (error instanceof SyntaxError && call.answer && unreadableError(call.answer, call)) || error;
    }
  }

  const byMethod = METHODS.map((method) => [method, (path: string, init?: LooseInit) => run(method, path, init)]);
  return { ...base, ...Object.fromEntries(byMethod), request: run };
}
