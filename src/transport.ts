import { idempotentOperations } from "../generated/operations.js";
import { abortable, sleep } from "./abort.js";
import { type BufferedResponse, buffer } from "./body.js";
import type { AdjustableClock } from "./clock.js";
import { ApiGatewayError, type CallRecord } from "./error.js";
import { parseErrorBody } from "./error-body.js";
import { CLOCK_TOLERANCE, explainRefusal } from "./hint.js";
import {
  backoff,
  createRetryBudget,
  MAX_WAIT,
  type Outcome,
  parseRetryAfter,
  reasonToRetry,
  systemCode,
} from "./retry.js";
import { TIMESTAMP } from "./signature-headers.js";
import type { Signer } from "./signing.js";

/** Sends one request and gives the answer. It is called with `redirect: "manual"` and a signal, which it must heed. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/** How often and when a failed attempt is repeated. Which ones are is not an option: see the README. */
export interface RetryOptions {
  /** How many times a request is sent at most, the first included. Default 3. */
  attempts?: number | undefined;
  /** Gives numbers from 0 to 1, for the jitter of the waits. Default `Math.random`. */
  random?: (() => number) | undefined;
  /** Waits so many milliseconds; once the signal aborts, nobody waits any more. */
  sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

/** What a transport is made of. */
export interface TransportParts extends RetryOptions {
  signer: Signer;
  /** The one origin that may get a signature. */
  origin: string;
  /** The clock that the signer reads; set right here when the gateway shows it to be wrong. */
  clock: AdjustableClock;
  /** Milliseconds that one attempt may take. */
  timeout: number;
  attempts: number;
}

/** One call of the client. */
export interface Call extends CallRecord {
  fetch: Fetch;
  /** The caller reads the body of a success as a stream: it is handed on as it comes. */
  streaming: boolean;
  /** The body as it was serialized. A stream can be sent but once. */
  body?: unknown;
  /** The last answer. */
  answer?: BufferedResponse;
}

/** The way from a built request to its answer, for one gateway. */
export type Transport = (request: Request, call: Call) => Promise<Response>;

const CLOCK_CORRECTED = { cost: 0, ceiling: 0 };

/**
 * Makes a transport. Each attempt is signed for itself, bounded in time, read to its end, and repeated where that
 * may help and cannot harm. A redirect is refused, so that no signature reaches a second origin.
 */
export function createTransport(parts: TransportParts): Transport {
  const { signer, origin, clock, timeout, attempts, random = Math.random, sleep: pause = sleep } = parts;
  const budget = createRetryBudget();

  async function attempt(request: Request, call: Call): Promise<Outcome> {
    const { signal, url } = request;
    const onTimeout = () => new ApiGatewayError("timeout", `No complete answer from ${origin} within ${timeout} ms.`);
    const exchange = async (signal: AbortSignal) => {
      const response = await call.fetch(request, { redirect: "manual", signal });
      if (isRedirect(response)) {
        response.body?.cancel().catch(() => {});
        throw redirectError(response, url);
      }
      return call.streaming && response.ok ? { response, bytes: new Uint8Array() } : buffer(response);
    };
    call.sent = request;
    call.attempts += 1;
    try {
      call.answer = await abortable(exchange, { signal, timeout, onTimeout, keepListening: call.streaming });
      const { response, bytes } = call.answer;
      if (response.ok) return { response };
      const retryAfter = parseRetryAfter(response.headers.get("retry-after"), clock.now());
      return { response, retryAfter, ...parseErrorBody(new TextDecoder().decode(bytes)) };
    } catch (error) {
      signal.throwIfAborted();
      return { error: error instanceof ApiGatewayError ? error : networkError(error, origin) };
    }
  }

  /** Notices when the gateway refused a timestamp because the clock is wrong, and sets the clock right. */
  function correctClock({ response, code }: Outcome, request: Request): boolean {
    if (response?.status !== 401 || code !== "200" || !(Math.abs(clockError(response, request)) >= CLOCK_TOLERANCE)) {
      return false;
    }
    clock.set(gatewayTime(response));
    return true;
  }

  /** Notes what is known at the end, and ends the call as its last attempt ended. */
  function giveUp(outcome: Outcome, request: Request, { notes }: Call): Response {
    const { response, error, retryAfter } = outcome;
    if (clock.offset !== 0) notes.clockOffset = clock.offset;
    if (error) throw error;
    if (retryAfter !== undefined) notes.retryAfter = retryAfter;
    const keys = response.status === 401 && signer.signedWith(request);
    if (keys) notes.hint = explainRefusal(outcome, clockError(response, request), keys, origin);
    return response;
  }

  return async function send(built, call) {
    // A request that is still the one that our middleware signed can be built again from its text. Of any other, a copy
    // has to be made beforehand, which costs as much as building a request.
    const replayable = signer.signedWith(built) && (call.body === undefined || typeof call.body === "string");
    let request = built;
    let clockCorrected = false;
    let spent = 0;
    for (;;) {
      request = await signer.sign(request, origin);
      const mayRepeat = call.attempts + 1 < attempts && !(call.body instanceof ReadableStream);
      const copy = mayRepeat && !replayable && request.clone();
      const outcome: Outcome = await attempt(request, call);
      if (outcome.response?.ok) {
        budget.refund(spent);
        return outcome.response;
      }
      const wrongClock: boolean = correctClock(outcome, request) && !clockCorrected;
      const reason = wrongClock ? CLOCK_CORRECTED : reasonToRetry(outcome, isIdempotent(request, call));
      const wait = reason ? Math.max(outcome.retryAfter ?? 0, backoff(reason, call.attempts, random)) : 0;
      if (!mayRepeat || !reason || wait > MAX_WAIT || !budget.spend(reason.cost)) return giveUp(outcome, request, call);
      clockCorrected ||= wrongClock;
      spent = reason.cost;
      await pause(wait, request.signal);
      request = copy || new Request(request, { body: (call.body as string | undefined) ?? null });
    }
  };
}

const gatewayTime = ({ headers }: Response) => Date.parse(headers.get("date") ?? "");

/** Milliseconds that the gateway is ahead of the timestamp of a request; NaN when it does not tell its time. */
const clockError = (response: Response, request: Request) =>
  gatewayTime(response) - Number(request.headers.get(TIMESTAMP));

/** Whether repeating the request as sent is harmless: a middleware may have made another operation of it. */
function isIdempotent({ method, url }: Request, call: Call): boolean {
  const path = new RegExp(`^${call.template.replace(/\{[^}]*\}/g, "[^/]+")}$`);
  return (
    method === call.method &&
    path.test(new URL(url).pathname) &&
    idempotentOperations.has(`${call.method} ${call.template}`)
  );
}

const isRedirect = ({ type, status }: Response) => type === "opaqueredirect" || (status >= 300 && status < 400);

function redirectError({ status, headers }: Response, url: string): ApiGatewayError {
  const location = headers.get("location") ?? "";
  const target = URL.canParse(location, url) ? ` to ${new URL(location, url).origin}` : "";
  return new ApiGatewayError(
    "redirect",
    `The gateway redirected the call${target}. A signed request follows no redirect: check baseUrl and proxies.`,
    status ? { status } : {},
  );
}

function networkError(cause: unknown, origin: string): ApiGatewayError {
  const code = systemCode(cause);
  return new ApiGatewayError("network", `No answer from ${origin}${code && ` (${code})`}: see cause.`, { cause });
}
