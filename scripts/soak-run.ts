import { AsyncLocalStorage } from "node:async_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ApiGatewayError, createApiGatewayClient, unwrap } from "ncloud-apigateway";
import { createSandbox, type Fault } from "ncloud-apigateway/sandbox";

/** What a soak came to. */
export interface SoakFigures {
  changes: number;
  /** Requests that reached the sandbox, and the faults among them. */
  requests: number;
  faults: number;
  /** Retries that the client made by itself, and calls that failed for good and were made again. */
  retries: number;
  repeatedCalls: number;
  /** Changes that were accepted, but not there when looked up. */
  lost: number;
  /** API keys that ended in another status than the last one asked for. */
  astray: number;
  /** The fewest tokens that the retry budget can have had, by what was seen from outside. */
  leastBudget: number;
  /** Heap after it, less heap before it, both collected. In MB. */
  heapGrowth: number;
  seconds: number;
}

const FAULTS: Fault[] = [
  { kind: "error", status: 503, code: "500" },
  { kind: "error", status: 504, code: "510", when: "after" },
  { kind: "error", status: 500, code: "900" },
  { kind: "error", status: 429, code: "410" },
  { kind: "error", status: 429, code: "420" },
  { kind: "error", status: 429, code: "400" },
  { kind: "reset" },
  { kind: "reset", when: "after" },
  { kind: "cutOff" },
  { kind: "html" },
  { kind: "answer", status: 200, body: "<html>", when: "after" },
  { kind: "delay", milliseconds: 20 },
];
const FAULTY_SHARE = 0.2;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
function heap(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

/** Numbers from 0 to 1, the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Changes the status of API keys, many at a time over real HTTP, at a gateway that fails one answer in five, in all
 * the ways that gateways fail. Like a job at night it makes each change until the gateway has accepted it.
 */
export async function soak({ changes = 10_000, atATime = 50 } = {}): Promise<SoakFigures> {
  const credentials = { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1" };
  const random = seeded(20260101);
  const productId = "k3sk9x1p2q";
  const apiKeys = Array.from({ length: atATime }, (_, i) => ({
    apiKeyId: `key${i}`,
    productId,
    status: "REQUEST" as const,
  }));
  const sandbox = createSandbox({ credentials, apiKeys });
  const { url, close } = await sandbox.listen();

  // What the client's retry budget must have come to, from its waits (their ceilings tell what they cost) and successes.
  const lastRetry = new AsyncLocalStorage<{ cost: number }>();
  let budget = 500;
  const figures = { changes, faults: 0, retries: 0, repeatedCalls: 0, lost: 0, astray: 0, leastBudget: budget };
  const client = createApiGatewayClient({
    credentials,
    baseUrl: url,
    retry: {
      random: () => 1,
      sleep: async (ms) => {
        const cost = ms % 500 === 0 ? 5 : 10;
        const call = lastRetry.getStore();
        if (call) call.cost = cost;
        figures.retries += 1;
        budget -= cost;
        figures.leastBudget = Math.min(figures.leastBudget, budget);
      },
    },
  });

  async function change(apiKeyId: string, status: "ACCEPTED" | "REJECTED"): Promise<void> {
    for (;;) {
      if (random() < FAULTY_SHARE) {
        figures.faults += 1;
        sandbox.failNext(FAULTS[Math.floor(random() * FAULTS.length)] as Fault);
      }
      const call = { cost: 1 };
      const path = { "product-id": productId, "api-key-id": apiKeyId };
      const patch = () =>
        client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", { params: { path }, body: { status } });
      try {
        unwrap(await lastRetry.run(call, patch));
        budget = Math.min(500, budget + call.cost);
        return;
      } catch (error) {
        if (!(error instanceof ApiGatewayError)) throw error;
        figures.repeatedCalls += 1;
      }
    }
  }

  async function worker({ apiKeyId }: { apiKeyId: string }): Promise<void> {
    const statusOf = () => sandbox.apiKeys.find((key) => key.apiKeyId === apiKeyId)?.status;
    let asked: "ACCEPTED" | "REJECTED" | undefined;
    for (let i = 0; i < changes / atATime; i++) {
      asked = random() < 0.5 ? "ACCEPTED" : "REJECTED";
      await change(apiKeyId, asked);
      if (statusOf() !== asked) figures.lost += 1;
    }
    if (statusOf() !== asked) figures.astray += 1;
  }

  try {
    await change("key0", "ACCEPTED"); // What is made once, such as the router, is no growth.
    const before = heap();
    const start = performance.now();
    await Promise.all(apiKeys.map(worker));
    const seconds = (performance.now() - start) / 1000;
    const requests = sandbox.requests.length;
    sandbox.requests.length = 0;
    return { ...figures, requests, heapGrowth: heap() - before, seconds };
  } finally {
    await close();
  }
}
