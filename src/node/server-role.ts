import type { Credentials, CredentialsProvider } from "../credentials.js";
import { ApiGatewayError } from "../error.js";
import { parseJson } from "../error-body.js";
import type { Fetch } from "../transport.js";
import { type Environment, readVariable } from "./environment.js";
import { AbsentSource, checkSource, refuse } from "./source.js";

/** Options of `fromServerRole`. */
export interface ServerRoleOptions {
  /** Where `NCLOUD_METADATA_ENDPOINT` and `NCLOUD_METADATA_API_ENDPOINT` are read. Default: `process.env`. */
  env?: Environment | undefined;
  /** Milliseconds that each request may take, its answer included. Default: 1 000. */
  timeout?: number | undefined;
  /** Sends a request. Default: whatever `globalThis.fetch` is at the time. */
  fetch?: Fetch | undefined;
  /** The time in milliseconds since the epoch. Default: `Date.now`. */
  clock?: (() => number) | undefined;
}

/** Keys that NCP lends to a server, until a moment in milliseconds since the epoch. */
interface Grant {
  credentials: Credentials;
  expiration: number;
}

/** The metadata service, as the requests need it. */
interface Service {
  origin: string;
  timeout: number;
  fetch: Fetch;
}

const ENDPOINT = ["NCLOUD_METADATA_ENDPOINT", "NCLOUD_METADATA_API_ENDPOINT"] as const;
const TOKEN_PATH = "/latest/api/token";
const ROLE_PATH = "/latest/meta-data/iam/security-credentials/";
const BODY_LIMIT = 16 * 1024;
const REFRESH_BEFORE = 5 * 60_000;
const PAUSE = 30_000;

/**
 * When to ask for new keys: 5 minutes before these expire. After a try that brought nothing better, a pause keeps
 * every call from waiting for the service again; when they expire, there is no more waiting.
 */
export function nextRefresh(expiration: number, now: number): number {
  return Math.min(expiration, Math.max(expiration - REFRESH_BEFORE, now + PAUSE));
}

/** Reads the answer that holds the keys. */
export function parseGrant(text: string): Grant {
  const grant = parseJson(text);
  if (typeof grant !== "object" || grant === null) throw refuse("The metadata service did not give keys as JSON.");
  const { AccessKeyId: accessKey, SecretAccessKey: secretKey, Expiration } = grant as Record<string, unknown>;
  const credentials = checkSource("The metadata service", { accessKey, secretKey });
  // The documents show no example. Without a zone UTC is assumed: should that be wrong, the gateway says so with a
  // 401, while refusing the keys would leave every server without any.
  const [, moment, zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/.exec(String(Expiration)) ?? [];
  const expiration = Date.parse(`${moment}${zone ?? "Z"}`);
  if (Number.isNaN(expiration))
    throw refuse("The metadata service gave keys whose Expiration is not an ISO 8601 time.");
  return { credentials, expiration };
}

function originOf(env: Environment): string {
  const endpoint = readVariable(env, ENDPOINT) ?? "http://169.254.169.254";
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw refuse(`${ENDPOINT.join(" or ")} must be a bare origin such as "http://169.254.169.254".`);
  }
  return url.origin;
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body as AsyncIterable<Uint8Array> | null) ?? []) {
    length += chunk.length;
    if (length > BODY_LIMIT) throw refuse(`The metadata service answered with more than ${BODY_LIMIT} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString().trim();
}

/** One request: the status, and the text of a success. */
async function ask(service: Service, method: string, path: string, headers: Record<string, string>) {
  const { origin, timeout, fetch } = service;
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(new Request(origin + path, { method, headers, signal, redirect: "manual" }));
    if (response.ok) return { status: response.status, text: await readText(response) };
    response.body?.cancel().catch(() => {});
    return { status: response.status, text: "" };
  } catch (cause) {
    if (cause instanceof ApiGatewayError) throw cause;
    const late = (cause as Error | undefined)?.name === "TimeoutError" ? ` within ${timeout} ms` : "";
    throw new AbsentSource(`No metadata service answered at ${origin}${late}: this may be no NCP server.`, cause);
  }
}

/**
 * The headers that reads have to carry. Metadata version 2 wants a token, and a server may be set to accept nothing
 * else, so it comes first. A 4xx says that this service does not speak it: version 1 needs no header. Nothing is
 * weakened by that, as a service that insists on version 2 refuses such reads itself.
 */
async function authorize(service: Service): Promise<Record<string, string>> {
  const headers = { "X-NCP-METADATA-TOKEN-TTL-SECONDS": "21600" };
  const { status, text } = await ask(service, "PUT", TOKEN_PATH, headers);
  if (status >= 400 && status < 500) return {};
  if (status !== 200) throw refuse(unexpected(status, "a token"));
  // Checked here because the error of a bad header value would quote it.
  if (!/^[!-~]+$/.test(text)) throw refuse("The metadata service gave a token that cannot be sent.");
  return { "X-NCP-METADATA-TOKEN": text };
}

async function read(service: Service, path: string, headers: Record<string, string>): Promise<string> {
  const { status, text } = await ask(service, "GET", path, headers);
  if (status === 404) throw new AbsentSource("The metadata service knows no role of this server: assign one to it.");
  if (status !== 200) throw refuse(unexpected(status, "the server's role"));
  return text;
}

const unexpected = (status: number, what: string) => {
  const redirect = status >= 300 && status < 400 ? ", a redirect, which is never followed" : "";
  return `The metadata service answered ${status}${redirect}, when asked for ${what}.`;
};

async function requestGrant(service: Service): Promise<Grant> {
  const headers = await authorize(service);
  const role = await read(service, ROLE_PATH, headers);
  if (!/^\w[\w.-]*$/.test(role)) throw refuse("The metadata service did not answer with a role id.");
  return parseGrant(await read(service, ROLE_PATH + role, headers));
}

/**
 * Credentials of the role that is assigned to the NCP server this runs on, from its metadata service: version 2,
 * or version 1 where the request for a token gets a 4xx. `NCLOUD_METADATA_ENDPOINT` or
 * `NCLOUD_METADATA_API_ENDPOINT` may name another origin than `http://169.254.169.254`.
 *
 * Keys are kept, and asked for again 5 minutes before they expire, once for all who wait. When that fails they go on
 * being used until they expire, with a new try every 30 seconds at most.
 *
 * The provider throws ApiGatewayError of kind `"credentials"` when the service does not answer in time, knows no
 * role, redirects, or gives something else than keys that still hold.
 *
 * @example
 * const client = createApiGatewayClient({ credentials: fromServerRole() });
 */
export function fromServerRole(options: ServerRoleOptions = {}): CredentialsProvider {
  const { env = process.env, timeout = 1000, clock = Date.now } = options;
  const fetch: Fetch = options.fetch ?? ((request) => globalThis.fetch(request));
  let held: (Grant & { refreshAt: number }) | undefined;
  let refreshing: Promise<Credentials> | undefined;

  async function refresh(): Promise<Credentials> {
    try {
      const grant = await requestGrant({ origin: originOf(env), timeout, fetch });
      const now = clock();
      if (grant.expiration <= now) {
        throw refuse("The metadata service gave keys that have expired. Is this machine's clock right?");
      }
      held = { ...grant, refreshAt: nextRefresh(grant.expiration, now) };
    } catch (error) {
      const now = clock();
      if (!held || held.expiration <= now) throw error;
      held.refreshAt = nextRefresh(held.expiration, now);
    } finally {
      refreshing = undefined;
    }
    return held.credentials;
  }

  return async () => {
    if (held && clock() < held.refreshAt) return held.credentials;
    refreshing ??= refresh();
    return refreshing;
  };
}
