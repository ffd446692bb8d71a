import type { ApiGatewayError } from "./error.js";
import type { ErrorBody } from "./error-body.js";

/** Why another attempt is made: what it costs of the budget, and the ceiling of its first wait in milliseconds. */
interface Reason {
  cost: number;
  ceiling: number;
}
const TRANSIENT: Reason = { cost: 10, ceiling: 100 };
const THROTTLED: Reason = { cost: 5, ceiling: 500 };

/** No wait is longer, in milliseconds: neither one of ours nor one that the gateway asks for. */
export const MAX_WAIT = 20_000;

/** How one attempt ended: with an answer, of which failures are read, or without. */
export type Outcome = { retryAfter?: number | undefined } & ErrorBody &
  ({ response: Response; error?: never } | { response?: never; error: ApiGatewayError });

// The connection was never there, so nothing can have been done. Names as Node, undici and Bun give them.
const NOTHING_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/** The system's word for a failed connection, such as `ECONNREFUSED`: on the error, or on its cause. */
export function systemCode(error: unknown): string {
  type Failure = { code?: unknown; cause?: Failure } | null | undefined;
  const failure = error as Failure;
  return [failure?.code, failure?.cause?.code].find((code) => typeof code === "string") ?? "";
}

/** Whether another attempt may help and cannot harm; `idempotent` says that repeating the operation is harmless. */
export function reasonToRetry({ response, error, code, retryAfter }: Outcome, idempotent: boolean): Reason | undefined {
  if (error) {
    const lost = error.kind === "network" || error.kind === "timeout";
    return lost && (idempotent || NOTHING_SENT.test(systemCode(error.cause))) ? TRANSIENT : undefined;
  }
  switch (response.status) {
    case 429: // 410 and 420 are about speed. 400 is an allowance used up, and only the gateway knows for how long.
      return code === "410" || code === "420" || (code === "400" && retryAfter !== undefined) ? THROTTLED : undefined;
    case 500:
    case 503:
    case 504:
      return idempotent ? TRANSIENT : undefined;
    default:
      return undefined;
  }
}

/** Full jitter: anything up to a ceiling that doubles with each attempt made. */
export function backoff({ ceiling }: Reason, attempts: number, random: () => number): number {
  return random() * Math.min(MAX_WAIT, ceiling * 2 ** (attempts - 1));
}

/**
 * Milliseconds that a `Retry-After` header asks for, in seconds or in one of HTTP's three forms of date; undefined
 * for none and for garbage.
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // The form of asctime names no zone, but is in UTC like the others.
  const time = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text.endsWith("GMT") ? text : `${text} GMT`) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

/** A client's allowance of retries: in an outage it runs dry, and the client adds no more load. */
export interface RetryBudget {
  /** Takes what a retry costs, or says that it cannot be paid. */
  spend(cost: number): boolean;
  /** Gives back after a success: what its last retry cost, or 1 when there was none. */
  refund(cost: number): void;
}

/**
 * Makes a budget of 500 tokens, as the AWS SDKs' standard mode has it.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function createRetryBudget(): RetryBudget {
  const capacity = 500;
  let tokens = capacity;
  return {
    spend(cost) {
      if (cost > tokens) return false;
      tokens -= cost;
      return true;
    },
    refund(cost) {
      tokens = Math.min(capacity, tokens + (cost || 1));
    },
  };
}
