import createClient, { type Client } from "openapi-fetch";
import type { paths } from "../generated/schema.js";
import { abortable } from "./abort.js";
import { adjustableClock } from "./clock.js";
import { ApiGatewayError, rememberCall, unreadableError } from "./error.js";
import { serializePath } from "./path.js";
import { createSigner, type SigningOptions, toMiddleware } from "./signing.js";
import { type Call, createTransport, type Fetch, type RetryOptions } from "./transport.js";

/** The three sites of NCP, each with accounts, keys and a gateway of its own. */
const ORIGINS = {
  public: "https://apigateway.apigw.ntruss.com",
  gov: "https://apigateway.apigw.gov-ntruss.com",
  fin: "https://apigateway.apigw.fin-ntruss.com",
};
const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;
const LONGEST_TIMER = 2 ** 31 - 1; // One millisecond more, and setTimeout fires at once.
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Options of `createApiGatewayClient`; `credentials` alone will do. */
export interface ClientOptions extends SigningOptions {
  /** The site of the account: public (default), government or finance. */
  region?: keyof typeof ORIGINS | undefined;
  /** Another gateway instead of a region's: an https origin, or http on a loopback host, such as a sandbox. */
  baseUrl?: string | undefined;
  /** Sends a request. Default: whatever `globalThis.fetch` is at the time of the call. */
  fetch?: Fetch | undefined;
  /** Milliseconds that one attempt may take, from sending to the last byte of the answer. Default 30 000. */
  timeout?: number | undefined;
  /** Retries, or `false` for none. Default 3 attempts. */
  retry?: RetryOptions | false | undefined;
}

interface LooseInit {
  fetch?: Fetch;
  signal?: AbortSignal | null;
  bodySerializer?: (...input: unknown[]) => unknown;
  parseAs?: string;
  params?: { path?: Record<string, unknown> };
}
type LooseResult = { data?: unknown; error?: unknown; response: Response };
type LooseRequest = (method: string, path: string, init: LooseInit) => Promise<LooseResult>;

/** openapi-fetch's own client, typed with this API's paths. */
export type ApiGatewayClient = Client<paths>;

const lateFetch: Fetch = (request, init) => globalThis.fetch(request, init);

function checkWholeNumber(name: string, value: unknown, max: number): void {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > max) {
    throw new ApiGatewayError("request", `${name} must be a whole number from 1 to ${max}.`);
  }
}

function originOf({ region = "public", baseUrl }: Pick<ClientOptions, "region" | "baseUrl">): string {
  if (baseUrl === undefined) {
    if (Object.hasOwn(ORIGINS, region)) return ORIGINS[region];
    throw new ApiGatewayError("request", `region must be "public", "gov" or "fin", got ${JSON.stringify(region)}.`);
  }
  const refuse = (fault: string) => new ApiGatewayError("request", `baseUrl ${fault}`);
  if (!URL.canParse(baseUrl)) throw refuse('must be an absolute URL such as "https://apigateway.apigw.ntruss.com".');
  const url = new URL(baseUrl);
  if (url.username || url.password) throw refuse("must not hold a user name or password.");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.test(url.hostname))) {
    throw refuse(`must be https; http is for loopback hosts only, got ${url.protocol}//${url.host}.`);
  }
  if (url.pathname !== "/" || baseUrl.includes("?") || baseUrl.includes("#")) {
    throw refuse(`must be a bare origin: the operations' paths start at ${url.origin}/api/v1.`);
  }
  return url.origin;
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
  const { credentials, fetch: clientFetch = lateFetch, timeout = 30_000, retry, ...rest } = { ...options };
  const origin = originOf(rest);
  const clock = adjustableClock(rest.clock);
  const signer = createSigner({ credentials, clock: clock.now });
  const attempts = retry === false ? 1 : (retry?.attempts ?? 3);
  checkWholeNumber("timeout", timeout, LONGEST_TIMER);
  checkWholeNumber("retry.attempts", attempts, 100);
  const transport = createTransport({ signer, origin, clock, timeout, retry: { ...(retry || {}), attempts } });
  const base = createClient<paths>({ baseUrl: origin, redirect: "manual", pathSerializer: serializePath });
  base.use(toMiddleware(signer, origin));

  // openapi-fetch hands its `fetch` option nothing but the final request. Giving each call a `fetch` of its own
  // tells the transport which call it serves, and brings failures of every stage together in one place.
  const request = base.request as unknown as LooseRequest;
  async function run(method: string, template: string, init: LooseInit = {}): Promise<LooseResult> {
    const { fetch = clientFetch, params, parseAs, signal, bodySerializer } = init;
    const record = { facts: { method: method.toUpperCase(), path: template, attempts: 0 }, hidden: [] };
    const call: Call = {
      method: record.facts.method,
      template,
      fetch,
      streaming: parseAs === "stream",
      sendOnce: false,
      record,
    };
    const work = (signal?: AbortSignal) =>
      request(method, template, {
        ...init,
        ...(signal && { signal }),
        ...(bodySerializer && {
          bodySerializer: (...input) => {
            const body = bodySerializer(...input);
            call.sendOnce = body instanceof ReadableStream;
            return body;
          },
        }),
        params: { ...params, path: params?.path ?? {} },
        fetch: (built) => transport(built, call),
      });
    try {
      const result = await (signal ? abortable(work, { signal, keepListening: call.streaming }) : work());
      rememberCall(result.response, record);
      return result;
    } catch (error) {
      if (error instanceof ApiGatewayError) throw Object.assign(error, record.facts);
      const { response, bytes } = call.answer ?? {};
      throw (error instanceof SyntaxError && response && bytes && unreadableError(response, bytes, record)) || error;
    }
  }

  const byMethod = METHODS.map((method) => [method, (path: string, init?: LooseInit) => run(method, path, init)]);
  return { ...base, ...Object.fromEntries(byMethod), request: run };
}
