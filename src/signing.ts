import type { Middleware } from "openapi-fetch";
import { hmacSha256 } from "#hmac";
import { type Credentials, type CredentialsProvider, toProvider } from "./credentials.js";
import { ApiGatewayError } from "./error.js";
import { ACCESS_KEY, SIGNATURE, TIMESTAMP } from "./signature-headers.js";

/** The four parts that are signed. Body, host and other headers are not. */
export interface StringToSignParts {
  /** HTTP method, in any case. */
  method: string;
  /** Absolute URL, or path with query. It is signed as the runtime's URL parser writes it, which is as it is sent. */
  url: string;
  /** Unix time in milliseconds; the very value that goes into `x-ncp-apigw-timestamp`. */
  timestamp: number | string;
  /** The value of `x-ncp-iam-access-key`. */
  accessKey: string;
}

/**
 * Builds the text that NCP's API Gateway signs: method, path with query, timestamp and access key.
 *
 * @throws ApiGatewayError of kind `"request"` for a path with an empty segment (`//`), which runtimes send differently.
 * @see https://api.ncloud-docs.com/docs/en/ai-application-service-apigateway
 * @example
 * stringToSign({
 *   method: "GET",
 *   url: "https://apigateway.apigw.ntruss.com/api/v1/products?limit=10",
 *   timestamp: 1505290625682,
 *   accessKey: "AKIDEXAMPLE0000000A1",
 * }); // "GET /api/v1/products?limit=10\n1505290625682\nAKIDEXAMPLE0000000A1"
 */
export function stringToSign({ method, url, timestamp, accessKey }: StringToSignParts): string {
  return compose(method, url.startsWith("/") ? new URL(`http://localhost${url}`) : new URL(url), timestamp, accessKey);
}

function compose(method: string, { pathname, search }: URL, timestamp: number | string, accessKey: string): string {
  if (pathname.includes("//")) {
    throw new ApiGatewayError("request", `The path ${pathname} has an empty segment. Nothing was sent.`);
  }
  return `${method.toUpperCase()} ${pathname}${search}\n${timestamp}\n${accessKey}`;
}

/**
 * Signs a string to sign: standard base64 of HMAC-SHA256, 44 characters. At once on Node, Bun and Deno;
 * as a promise where only WebCrypto is at hand, so `await` it.
 *
 * @example
 * const signature = await sign("GET /photos/puppy.jpg?query1=&query2\n1505290625682\nAKIDEXAMPLE0000000A1", secretKey);
 */
export function sign(message: string, secretKey: string): string | Promise<string> {
  return hmacSha256(message, secretKey);
}

/** What signing needs beside the request. */
export interface SigningOptions {
  /** An access key and its secret key, or a function that gives them; asked for each signature. */
  credentials: Credentials | CredentialsProvider;
  /** Milliseconds since the epoch. Default `Date.now`. The gateway refuses more than 5 minutes of difference. */
  clock?: (() => number) | undefined;
}

/** What the client's middleware and its transport share. */
export interface Signer {
  /**
   * Signs a request in place, or gives back the corrected request that is to be sent in its stead. A request
   * that it signed a moment ago, and that nobody has changed since, is left alone.
   */
  sign(request: Request, origin: string): Promise<Request>;
  /** The credentials that this very request was signed with, if it was. */
  signedWith(request: Request): Credentials | undefined;
}

// A middleware that waits, such as a rate limiter, must not let a signature go stale.
const FRESH = 60_000;

/** Makes a signer, and checks credentials that are given as a value. */
export function createSigner({ credentials, clock = Date.now }: SigningOptions): Signer {
  const provide = toProvider(credentials);
  const records = new WeakMap<Request, { credentials: Credentials; signed: string; time: number }>();

  return {
    async sign(request, origin) {
      const record = records.get(request);
      if (record && clock() - record.time < FRESH && record.signed === signingHeaders(request)) return request;
      const url = new URL(request.url);
      if (url.origin !== origin) {
        throw new ApiGatewayError(
          "request",
          `Only ${origin} may get a signature, not ${url.origin}. Nothing was sent.`,
        );
      }
      const signed = await asSent(request, url);
      const credentials = await provide();
      const time = Math.floor(clock()); // Not before: a provider may take its time.
      const signature = await sign(compose(signed.method, url, time, credentials.accessKey), credentials.secretKey);
      signed.headers.set(TIMESTAMP, String(time));
      signed.headers.set(ACCESS_KEY, credentials.accessKey);
      signed.headers.set(SIGNATURE, signature);
      records.set(signed, { credentials, signed: `${time},${credentials.accessKey},${signature}`, time });
      return signed;
    },
    signedWith: (request) => records.get(request)?.credentials,
  };
}

const signingHeaders = ({ headers }: Request) =>
  `${headers.get(TIMESTAMP)},${headers.get(ACCESS_KEY)},${headers.get(SIGNATURE)}`;

// Runtimes differ in two things that are signed: whether `patch` is sent as it is or in upper case, and
// whether a lone `?` is sent at all. Such a request is put right before it is signed.
async function asSent(request: Request, url: URL): Promise<Request> {
  const method = request.method.toUpperCase();
  if (url.search === "" && request.url.includes("?")) {
    url.search = "";
    const body = request.body && (await request.arrayBuffer());
    const { headers, signal, redirect } = request;
    return new Request(url, { method, headers, signal, redirect, body });
  }
  return method === request.method ? request : new Request(request, { method });
}

/** The signer as openapi-fetch's middleware, for one origin or for that of the client's `baseUrl`. */
export function toMiddleware(signer: Signer, origin?: string): Middleware {
  return {
    async onRequest({ request, options: { baseUrl } }) {
      const signed = await signer.sign(request, origin ?? new URL(baseUrl || request.url, request.url).origin);
      return signed === request ? undefined : signed;
    },
  };
}

/**
 * Signs every request of an openapi-fetch client, for API Gateway or any other NCP service that takes
 * `x-ncp-apigw-signature-v2`. Register it last: what a later middleware changes is no longer what was signed.
 * (`createApiGatewayClient` has no such rule, as it looks again just before sending.)
 *
 * @throws ApiGatewayError of kind `"credentials"` at once for malformed keys, or on a call when a provider
 * fails; of kind `"request"` on a call when the request no longer goes to the client's `baseUrl`.
 * @example
 * const other = createClient<paths>({ baseUrl: "https://sens.apigw.ntruss.com", redirect: "manual" });
 * other.use(createSigningMiddleware({ credentials: { accessKey, secretKey } }));
 */
export function createSigningMiddleware(options: SigningOptions): Middleware {
  return toMiddleware(createSigner(options));
}
