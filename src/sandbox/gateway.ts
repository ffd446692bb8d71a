import type { Credentials } from "../credentials.js";
import { authenticate } from "./authentication.js";
import { loadDescription } from "./description.js";
import { errorAnswer, Refusal } from "./gateway-error.js";
import type { Operations } from "./operations.js";

/** A request, as it came. */
export interface Received {
  method: string;
  /** Path with query, byte for byte. */
  target: string;
  headers: Headers;
  body: Uint8Array;
}

/** What is sent back. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Empty for none. */
  body: string;
  /** What breaks with the connection: half of the body, or the whole answer. */
  lost?: "half" | "all";
  /** Milliseconds between the sandbox's clock and the `Date` header. */
  dateOffset?: number;
}

/** Answers one request, whatever it holds. */
export type Gateway = (received: Received) => Promise<Answer>;

/**
 * Makes the gateway. It asks who is calling, then which operation is meant, then whether the request fits the
 * description; and then does it.
 *
 * @throws ApiGatewayError of kind `"request"` when openapi-backend is not installed.
 */
export async function createGateway(
  credentials: Credentials,
  clock: () => number,
  operations: Operations,
): Promise<Gateway> {
  const understand = await loadDescription();

  async function work(received: Received): Promise<Answer> {
    await authenticate(received, credentials, clock());
    const { operationId, input } = understand(received);
    const data = (operations[operationId] as (input: unknown) => unknown)(input);
    if (data === undefined) return { status: 204, headers: {}, body: "" };
    return { status: 200, headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(data) };
  }

  return (received) =>
    work(received).catch((error) =>
      errorAnswer(error instanceof Refusal ? error : { code: "900", details: `In the sandbox itself: ${error}` }),
    );
}
