import createClient, { type Client } from "openapi-fetch";
import type { paths } from "../generated/schema.js";
import { ApiGatewayError, rememberCall, unreadableError } from "./error.js";
import { serializePath } from "./path.js";
import { createSigner, type SigningOptions, toMiddleware } from "./signing.js";
import { type Call, createTransport, type Fetch } from "./transport.js";

/** The three sites of NCP, each with accounts, keys and a gateway of its own. */
const ORIGINS = {
  public: "https://apigateway.apigw.ntruss.com",
  gov: "https://apigateway.apigw.gov-ntruss.com",
  fin: "https://apigateway.apigw.fin-ntruss.com",
};
const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"] as const;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Options of `createApiGatewayClient`; `credentials` alone will do. */
export interface ClientOptions extends SigningOptions {
  /** The site of the account: public (default), government or finance. */
  region?: keyof typeof ORIGINS | undefined;
  /** Another gateway instead of a region's: an https origin, or http on a loopback host, such as a sandbox. */
  baseUrl?: string | undefined;
  /** Sends a request. Default: whatever `globalThis.fetch` is at the time of the call. */
  fetch?: Fetch | undefined;
}

interface LooseInit {
  fetch?: Fetch;
  parseAs?: string;
  params?: { path?: Record<string, unknown> };
}
type LooseResult = { data?: unknown; error?: unknown; response: Response };
type LooseRequest = (method: string, path: string, init: LooseInit) => Promise<LooseResult>;

/** openapi-fetch's own client, typed with this API's paths. */
export type ApiGatewayClient = Client<paths>;

function originOf({ region = "public", baseUrl }: ClientOptions): string {
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
  const { fetch, ...site } = { ...options };
  const origin = originOf(site);
  const signer = createSigner(site);
  const transport = createTransport(signer, origin);
  const clientFetch: Fetch = fetch ?? ((request, init) => globalThis.fetch(request, init));
  const base = createClient<paths>({ baseUrl: origin, redirect: "manual", pathSerializer: serializePath });
  base.use(toMiddleware(signer, origin));

  // openapi-fetch hands its `fetch` option nothing but the final request. Giving each call a `fetch` of its own
  // tells the transport which call it serves, and brings failures of every stage together in one place.
  const request = base.request as unknown as LooseRequest;
  async function run(method: string, path: string, init: LooseInit = {}): Promise<LooseResult> {
    const { fetch = clientFetch, params, parseAs } = init;
    const call: Call = {
      method: method.toUpperCase(),
      path,
      fetch,
      streaming: parseAs === "stream",
      attempts: 0,
    };
    try {
      const result = await request(method, path, {
        ...init,
        params: { ...params, path: params?.path ?? {} },
        fetch: (built) => transport(built, call),
      });
      rememberCall(result.response, factsOf(call));
      return result;
    } catch (error) {
      if (error instanceof ApiGatewayError) throw Object.assign(error, factsOf(call));
      throw (
        (error instanceof SyntaxError && unreadableError(call.bytes, { ...factsOf(call), status: call.status })) ||
        error
      );
    }
  }

  const byMethod = METHODS.map((method) => [method, (path: string, init?: LooseInit) => run(method, path, init)]);
  return { ...base, ...Object.fromEntries(byMethod), request: run };
}

const factsOf = ({ method, path, attempts }: Call) => ({ method, path, attempts });
