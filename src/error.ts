import type { BufferedResponse } from "./body.js";
import { parseErrorBody, parseJson } from "./error-body.js";
import { ACCESS_KEY, SIGNATURE } from "./signature-headers.js";

/**
 * What went wrong, in one word that does not change between releases:
 * `http` the gateway answered with an error · `network` no answer came · `timeout` none came in time ·
 * `redirect` it pointed elsewhere, which is never followed · `parse` a success that cannot be read ·
 * `credentials` the keys are missing or malformed · `request` the call itself is wrong, nothing was sent.
 */
export type ErrorKind = "http" | "network" | "timeout" | "redirect" | "parse" | "credentials" | "request";

/** What is known of a failed call beside its kind and message; a fact that is not known is absent. */
export interface ErrorFacts {
  /** HTTP status of the answer. */
  status?: number;
  /** The gateway's own code, always as a string: `"200"` is "Authentication Failed". */
  code?: string;
  /** The gateway's `details` sentence. */
  details?: string;
  /** The id that NCP's support asks for, from the body or a response header. */
  requestId?: string;
  /** The likeliest cause and what to do about it. */
  hint?: string;
  /** HTTP method of the call. */
  method?: string;
  /** Path of the call, without host and query. */
  path?: string;
  /** How many times a request was sent. */
  attempts?: number;
  /** Milliseconds that the gateway asked to wait before the next request. */
  retryAfter?: number;
  /** Milliseconds that this machine's clock was found to lag behind the gateway's. */
  clockOffset?: number;
  /** What was thrown below, when something was. */
  cause?: unknown;
}

/**
 * The one error of this client. It never holds a Request, a header, a key or a signature, so it may be
 * logged as it is.
 *
 * @example
 * try {
 *   unwrap(await client.GET("/api/v1/products"));
 * } catch (error) {
 *   if (error instanceof ApiGatewayError && error.kind === "http") console.error(error.status, error.code, error.hint);
 *   else throw error;
 * }
 */
export class ApiGatewayError extends Error {
  override readonly name = "ApiGatewayError";
  readonly kind: ErrorKind;
  declare readonly status?: number;
  declare readonly code?: string;
  declare readonly details?: string;
  declare readonly requestId?: string;
  declare readonly hint?: string;
  declare readonly method?: string;
  declare readonly path?: string;
  declare readonly attempts?: number;
  declare readonly retryAfter?: number;
  declare readonly clockOffset?: number;

  constructor(kind: ErrorKind, message: string, { cause, ...facts }: ErrorFacts = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    Object.assign(this, facts);
  }

  /** The message, which `JSON.stringify` would leave out, with all the rest. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

/** A call, and what has become of it so far. */
export interface CallRecord {
  method: string;
  /** The path as the description writes it. */
  template: string;
  attempts: number;
  /** The request as it was sent last. */
  sent?: Request;
  notes: Pick<ErrorFacts, "hint" | "retryAfter" | "clockOffset">;
}

/** What an error tells of a call. */
export function factsOf({ method, template, attempts, sent, notes }: CallRecord): ErrorFacts {
  return { method, path: sent ? new URL(sent.url).pathname : template, attempts, ...notes };
}

/** What no error shows, even if the gateway quotes it. */
function hiddenIn({ sent }: CallRecord): string[] {
  return [ACCESS_KEY, SIGNATURE].flatMap((name) => sent?.headers.get(name) || []);
}

const records = new WeakMap<Response, CallRecord>();

/** Keeps the record of a call for `unwrap`. */
export function rememberCall(response: Response, call: CallRecord): void {
  records.set(response, call);
}

/**
 * The data of a result, or an `ApiGatewayError` thrown. Success is `response.ok` with no error envelope in
 * the body: NCP's gateways were seen to answer 200 with an error inside.
 *
 * @example
 * const page = unwrap(await client.GET("/api/v1/products")).productPage;
 */
export function unwrap<Data>(result: { data?: Data; error?: unknown; response: Response }): Data {
  const { data, response } = result;
  const envelope = data && typeof data === "object" && ("error" in data || "responseError" in data);
  if (response.ok && !envelope) return data as Data;
  throw httpError(response, response.ok ? data : result.error);
}

function httpError(response: Response, body: unknown): ApiGatewayError {
  const { headers, status } = response;
  const call = records.get(response);
  const { message, ...facts } = parseErrorBody(body, call && hiddenIn(call));
  const requestId = facts.requestId ?? headers.get("x-ncp-request-id") ?? headers.get("x-ncp-trace-id");
  const known = call ? factsOf(call) : {};
  const sentences = [message, facts.details, known.hint]
    .filter(Boolean)
    .map((text) => ` ${text}`.replace(/[^.]$/, "$&."));
  const subject = call ? `${known.method} ${known.path}` : "The call";
  const code = facts.code === undefined ? "" : ` (code ${facts.code})`;
  const colon = sentences.length > 0 ? ":" : ".";
  return new ApiGatewayError("http", `${subject} answered ${status}${code}${colon}${sentences.join("")}`, {
    status,
    ...facts,
    ...(requestId && { requestId }),
    ...known,
  });
}

/**
 * The error for a success whose body is not JSON; nothing when it is JSON after all. Of a body that looks like
 * JSON nothing is quoted, as it may hold a subscriber's keys.
 */
export function unreadableError(answer: BufferedResponse, call: CallRecord): ApiGatewayError | undefined {
  const text = new TextDecoder().decode(answer.bytes);
  if (parseJson(text) !== undefined) return undefined;
  const { status } = answer.response;
  const { message, ...facts } = /^\s*[{[]/.test(text)
    ? { message: "The JSON is malformed or was cut off." }
    : parseErrorBody(text, hiddenIn(call));
  const known = factsOf(call);
  const subject = `${known.method} ${known.path} answered ${status}`;
  return new ApiGatewayError("parse", `${subject}, but not with JSON: ${message}`, { status, ...facts, ...known });
}
