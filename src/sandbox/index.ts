/**
 * A stand-in for NCP's API Gateway, written from NAVER's documents; it is not NCP, and passing here proves nothing
 * about the live service. It runs in memory, checks every signature, and fails on demand.
 *
 * Where the documents are silent, the sandbox does this:
 * - It checks who is calling first, then the route, then the input. A wrong key, a wrong signature and a wrong clock
 *   get the same answer; a wrong method is an unknown route.
 * - A product or API key that does not exist is 404 with code 300. A deleted product does not exist.
 * - A body over 1 MiB is 413 with code 430. A body that is not UTF-8 or not declared as `application/json`, and a query
 *   parameter that the description lacks, are 400 with code 100; a body field that it lacks is ignored.
 * - A page without `limit` holds all rows from `offset` on. A filter that is empty keeps all rows. `productName` keeps
 *   names that contain it, in the same case. `initialCount` counts the products before any filter.
 * - Any status can be changed to `ACCEPTED` or `REJECTED`, in any product.
 * - Every answer has a `Date` header. A listening sandbox lets any web page call it.
 */
import { type Credentials, checkCredentials } from "../credentials.js";
import type { Fetch } from "../transport.js";
import { checkFault, type Fault, strike } from "./faults.js";
import { createFetch } from "./fetch.js";
import { type Answer, createGateway, type Gateway, type Received } from "./gateway.js";
import { createOperations } from "./operations.js";
import type { ListeningSandbox } from "./server.js";
import { defaultApiKeys, defaultProducts, type SandboxApiKey, type SandboxProduct } from "./story.js";

export type {
  AnswerFault,
  CutOffFault,
  DateFault,
  DelayFault,
  ErrorFault,
  Fault,
  HtmlFault,
  RedirectFault,
  ResetFault,
} from "./faults.js";
export type { ListeningSandbox } from "./server.js";
export type { SandboxApiKey, SandboxProduct } from "./story.js";

/** Options of `createSandbox`; `credentials` alone will do. */
export interface SandboxOptions {
  /** The one pair of keys that the sandbox knows. Made-up ones will do. */
  credentials: Credentials;
  /** The sandbox's own clock, in milliseconds since the epoch. Default `Date.now`. */
  clock?: (() => number) | undefined;
  /** The products to begin with. Default: one, `k3sk9x1p2q`, published and protected. They are copied. */
  products?: SandboxProduct[] | undefined;
  /** The API keys to begin with. Default: six of that product, in all five statuses; `a1fmy2b3c4` waits. They are copied. */
  apiKeys?: SandboxApiKey[] | undefined;
}

/** A request that came in: nothing of its headers, so no key and no signature. */
export interface SandboxRequest {
  method: string;
  /** Path with query, as it was sent. */
  path: string;
  /** Status of the answer; absent while there is none, and when the connection broke before it. */
  status?: number;
}

/** A gateway of one's own. */
export interface Sandbox {
  /**
   * Reaches the sandbox without a network, whatever the origin: the client's `fetch` option. It never follows a
   * redirect.
   */
  fetch: Fetch;
  /**
   * Serves real HTTP on 127.0.0.1, on a free port unless one is given. Node, Bun and Deno only.
   *
   * @throws Error of node:http when the port is taken.
   */
  listen(port?: number): Promise<ListeningSandbox>;
  /** The products as they are now. Tests may read and change them. */
  readonly products: SandboxProduct[];
  /** The API keys as they are now. Tests may read and change them. */
  readonly apiKeys: SandboxApiKey[];
  /** All requests so far, in the order in which they came. To start afresh, set its length to 0. */
  readonly requests: SandboxRequest[];
  /**
   * Lets the next request fail, or the next `times`. Faults wait in a queue: each request takes the first. CORS
   * preflights take none.
   *
   * @throws TypeError or RangeError for a fault that cannot be.
   * @example
   * sandbox.failNext({ kind: "error", status: 503, code: "500", headers: { "retry-after": "1" } }, 2);
   * sandbox.failNext({ kind: "reset", when: "after" }); // the work is done, and the caller does not know
   */
  failNext(fault: Fault, times?: number): void;
}

/**
 * Makes a sandbox: a gateway in memory, for tests and demos. It needs the package `openapi-backend` beside this one.
 *
 * @throws ApiGatewayError of kind `"credentials"` for malformed keys; of kind `"request"` from `fetch` and `listen`
 * when `openapi-backend` is not installed.
 * @example
 * const credentials = { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1" };
 * const sandbox = createSandbox({ credentials });
 * const client = createApiGatewayClient({ credentials, fetch: sandbox.fetch });
 */
export function createSandbox({
  credentials,
  clock = Date.now,
  products = defaultProducts,
  apiKeys = defaultApiKeys,
}: SandboxOptions): Sandbox {
  const known = checkCredentials(credentials);
  const state = { products: structuredClone(products), apiKeys: structuredClone(apiKeys), clock };
  const operations = createOperations(state);
  const requests: SandboxRequest[] = [];
  const faults: { fault: Fault; times: number }[] = [];
  let gateway: Promise<Gateway> | undefined;

  function openGateway(): Promise<Gateway> {
    gateway ??= createGateway(known, clock, operations);
    return gateway;
  }

  function nextFault(): Fault | undefined {
    const next = faults[0];
    if (next && --next.times <= 0) faults.shift();
    return next?.fault;
  }

  async function answerTo(received: Received, signal: AbortSignal): Promise<Answer> {
    const fault = nextFault();
    const entry: SandboxRequest = { method: received.method, path: received.target };
    requests.push(entry);
    const work = async () => (await openGateway())(received);
    const answer = await (fault ? strike(fault, work, signal) : work());
    if (answer.lost !== "all") entry.status = answer.status;
    const date = new Date(clock() + (answer.dateOffset ?? 0)).toUTCString();
    return { ...answer, headers: { date, ...answer.headers } };
  }

  return {
    fetch: createFetch(answerTo),
    async listen(port = 0) {
      await openGateway();
      const { serve } = await import("./server.js");
      return serve(answerTo, port);
    },
    products: state.products,
    apiKeys: state.apiKeys,
    requests,
    failNext(fault, times = 1) {
      checkFault(fault);
      if (times > 0) faults.push({ fault, times });
    },
  };
}
