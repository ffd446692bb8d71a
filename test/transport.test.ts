import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ApiGatewayError, type ClientOptions, createApiGatewayClient, unwrap } from "../src/index.js";
import { expectedSignature, type RecordingServer, recordingServer } from "./recording-server.js";
import { credentials } from "./vectors.js";

// What happens on each attempt, over real sockets, with clock, random and sleep of our own: random gives 1, so that
// each wait is at its ceiling, and sleep writes the wait down instead of waiting.

const START = Date.UTC(2026, 0, 1);

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
type Step = Answer | { fetch: () => Promise<Response> };

const answers =
  (status: number, body: string | Buffer = "", headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { date: new Date(START).toUTCString(), ...headers }).end(body);
const fails = (status: number, code: string | number, headers = {}, details?: string) =>
  answers(status, JSON.stringify({ error: { errorCode: code, message: "It failed", details } }), headers);
const succeeds = answers(200, '{"productPage":{"total":1}}');
const resets: Step = (_, response) => response.destroy();
const resetsAfterHead: Step = (_, response) => {
  response.writeHead(200, { "content-length": "100" }).flushHeaders();
  setTimeout(() => response.destroy(), 10);
};
const cutsBody: Step = (_, response) => {
  response.writeHead(200, { "content-length": "100" }).write('{"productPage"');
  setTimeout(() => response.destroy(), 10);
};
const hangs: Step = () => {};
const drips: Step = (_, response) => {
  response.writeHead(200).write(" ");
  const drop = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(drop));
};
const floodsHeaders: Step = (_, response) => response.writeHead(200, { "x-flood": "x".repeat(100_000) }).end();
const endlessError =
  (status: number): Answer =>
  (_, response) => {
    const chunk = Buffer.alloc(1_000_000, "x");
    response.writeHead(status, { "content-length": String(100 * chunk.length) });
    let left = 100;
    const write = () => {
      while (left-- > 0 && response.write(chunk));
      if (left > 0) response.once("drain", write);
    };
    write();
  };
const refused: Step = { fetch: async () => fetch(`http://127.0.0.1:${await closedPort()}`) };
const nameNotFound: Step = { fetch: () => fetch("http://no-such-host.invalid") };
const bunRefused: Step = {
  fetch: () => Promise.reject(Object.assign(new TypeError("Unable to connect"), { code: "ConnectionRefused" })),
};

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let server: RecordingServer;
let steps: Step[];
beforeAll(async () => {
  server = await recordingServer((request, response) => {
    const step = steps.shift() ?? hangs;
    if (typeof step === "function") step(request, response);
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

function setUp(script: Step[], options: Partial<ClientOptions> = {}) {
  steps = [...script];
  const waits: number[] = [];
  let time = START;
  const client = createApiGatewayClient({
    credentials,
    baseUrl: server.url,
    clock: () => time++,
    fetch: (request, init) => {
      const step = steps[0];
      if (typeof step !== "object") return fetch(request, init);
      steps.shift();
      return step.fetch();
    },
    timeout: 2_000,
    ...options,
    retry:
      options.retry === false
        ? false
        : {
            random: () => 1,
            sleep: async (ms) => {
              waits.push(ms);
            },
            ...options.retry,
          },
  });
  return { client, waits };
}

const list = "/api/v1/products";
/** What an operation answers in the end: a status, or the kind of the error. */
async function outcome(promise: Promise<{ data?: unknown; error?: unknown; response: Response }>) {
  try {
    unwrap(await promise);
    return { end: "success", error: undefined };
  } catch (error) {
    if (!(error instanceof ApiGatewayError)) throw error;
    return { end: error.status ?? error.kind, error };
  }
}

interface Row {
  on: Step[];
  /** A creation is not harmless to repeat, and no part of the description yet: called untyped. */
  operation?: "read" | "create";
  options?: Partial<ClientOptions>;
  attempts: number;
  waits: number[];
  end: unknown;
  error?: object;
}

const HOUR = 3_600_000;
const at = (ms: number) => ({ date: new Date(START + ms).toUTCString() });

const rows: Record<string, Row> = {
  "a success needs one attempt": { on: [succeeds], attempts: 1, waits: [], end: "success" },

  "429/410 (throttled), read": { on: [fails(429, "410"), succeeds], attempts: 2, waits: [500], end: "success" },
  "429/420 (rate limited), read": { on: [fails(429, "420"), succeeds], attempts: 2, waits: [500], end: "success" },
  "429/410, create": {
    on: [fails(429, "410"), succeeds],
    operation: "create",
    attempts: 2,
    waits: [500],
    end: "success",
  },
  "429/420 as a number, create": {
    on: [fails(429, 420), succeeds],
    operation: "create",
    attempts: 2,
    waits: [500],
    end: "success",
  },
  "429/410 to the end": {
    on: [fails(429, "410"), fails(429, "410"), fails(429, "410")],
    attempts: 3,
    waits: [500, 1000],
    end: 429,
    error: { code: "410", attempts: 3 },
  },
  "429/400 (quota) is final": { on: [fails(429, "400")], attempts: 1, waits: [], end: 429 },
  "429/400 with a Retry-After that fits": {
    on: [fails(429, "400", { "retry-after": "3" }), succeeds],
    operation: "create",
    attempts: 2,
    waits: [3_000],
    end: "success",
  },
  "429/400 with a Retry-After that does not fit": {
    on: [fails(429, "400", { "retry-after": "3600" })],
    attempts: 1,
    waits: [],
    end: 429,
    error: { retryAfter: HOUR },
  },
  "429 of another code is final": { on: [fails(429, "999")], attempts: 1, waits: [], end: 429 },
  "429 without a body is final": { on: [answers(429)], attempts: 1, waits: [], end: 429 },

  "503, read": { on: [fails(503, "500"), succeeds], attempts: 2, waits: [100], end: "success" },
  "504, read": { on: [fails(504, "510"), succeeds], attempts: 2, waits: [100], end: "success" },
  "500, read": { on: [fails(500, "900"), succeeds], attempts: 2, waits: [100], end: "success" },
  "503 to the end": {
    on: [fails(503, "500"), fails(503, "500"), fails(503, "500")],
    attempts: 3,
    waits: [100, 200],
    end: 503,
  },
  "503, create, is final": { on: [fails(503, "500")], operation: "create", attempts: 1, waits: [], end: 503 },
  "504, create, is final": { on: [fails(504, "510")], operation: "create", attempts: 1, waits: [], end: 504 },
  "500, create, is final": { on: [fails(500, "900")], operation: "create", attempts: 1, waits: [], end: 500 },
  "502 is not in the list": { on: [answers(502)], attempts: 1, waits: [], end: 502 },

  "connection lost, read": { on: [resets, succeeds], attempts: 2, waits: [100], end: "success" },
  "connection lost, create, is final": { on: [resets], operation: "create", attempts: 1, waits: [], end: "network" },
  "reset after the head, read": { on: [resetsAfterHead, succeeds], attempts: 2, waits: [100], end: "success" },
  "body cut off, read": { on: [cutsBody, succeeds], attempts: 2, waits: [100], end: "success" },
  "body cut off, create, is final": { on: [cutsBody], operation: "create", attempts: 1, waits: [], end: "network" },
  "header flood": {
    on: [floodsHeaders, floodsHeaders, floodsHeaders],
    attempts: 3,
    waits: [100, 200],
    end: "network",
  },
  "timed out before the head, read": {
    on: [hangs, succeeds],
    options: { timeout: 80 },
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "timed out in the body (slow drip), read": {
    on: [drips, succeeds],
    options: { timeout: 80 },
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "timed out, create, is final": {
    on: [hangs],
    operation: "create",
    options: { timeout: 80 },
    attempts: 1,
    waits: [],
    end: "timeout",
  },

  "connection refused, read": { on: [refused, succeeds], attempts: 2, waits: [100], end: "success" },
  "connection refused, create": {
    on: [refused, succeeds],
    operation: "create",
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "connection refused in Bun's words, create": {
    on: [bunRefused, succeeds],
    operation: "create",
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "name not found, create": {
    on: [nameNotFound, succeeds],
    operation: "create",
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "connection refused to the end": {
    on: [refused, refused, refused],
    attempts: 3,
    waits: [100, 200],
    end: "network",
    error: { attempts: 3, kind: "network" },
  },

  "401/200 with a clock 9 h behind": {
    on: [fails(401, "200", at(9 * HOUR)), succeeds],
    attempts: 2,
    waits: [0],
    end: "success",
  },
  "401/200 with a clock 9 h ahead, create": {
    on: [fails(401, "200", at(-9 * HOUR)), succeeds],
    operation: "create",
    attempts: 2,
    waits: [0],
    end: "success",
  },
  "401/200 after the clock was corrected is final": {
    on: [fails(401, "200", at(HOUR)), fails(401, "200", at(HOUR))],
    attempts: 2,
    waits: [0],
    end: 401,
    error: { clockOffset: expect.closeTo(HOUR, -2), hint: expect.stringContaining("Clock and keys look right") },
  },
  "401/200 with ever another time is tried once": {
    on: [fails(401, "200", at(HOUR)), fails(401, "200", at(2 * HOUR))],
    attempts: 2,
    waits: [0],
    end: 401,
    error: { hint: expect.stringContaining("60 min behind") },
  },
  "401/200 with the clocks 3 minutes apart is final": {
    on: [fails(401, "200", at(180_000))],
    attempts: 1,
    waits: [],
    end: 401,
  },
  "401/200 without a Date is final": { on: [fails(401, "200", { date: "" })], attempts: 1, waits: [], end: 401 },
  "401/210 is final, whatever the clock": { on: [fails(401, "210", at(HOUR))], attempts: 1, waits: [], end: 401 },

  "400": { on: [fails(400, "100")], attempts: 1, waits: [], end: 400 },
  "403": { on: [fails(403, "230")], attempts: 1, waits: [], end: 403 },
  "404": { on: [fails(404, "300")], attempts: 1, waits: [], end: 404 },
  "413": { on: [fails(413, "430")], attempts: 1, waits: [], end: 413 },
  "a redirect": { on: [answers(307, "", { location: "https://elsewhere.example" })], attempts: 1, waits: [], end: 307 },
  "a success with HTML": { on: [answers(200, "<html>")], attempts: 1, waits: [], end: 200, error: { kind: "parse" } },
  "a success with an error inside": {
    on: [answers(200, '{"error":{"errorCode":"900"}}')],
    attempts: 1,
    waits: [],
    end: 200,
    error: { code: "900" },
  },

  "Retry-After longer than the backoff": {
    on: [fails(503, "500", { "retry-after": "7" }), succeeds],
    attempts: 2,
    waits: [7_000],
    end: "success",
  },
  "Retry-After shorter than the backoff": {
    on: [fails(503, "500", { "retry-after": "0" }), succeeds],
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "Retry-After as a date": {
    on: [fails(429, "410", { "retry-after": new Date(START + 12_000).toUTCString() }), succeeds],
    attempts: 2,
    waits: [expect.closeTo(12_000, -2)] as unknown as number[],
    end: "success",
  },
  "Retry-After in the past": {
    on: [fails(503, "500", { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }), succeeds],
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "Retry-After that is garbage": {
    on: [fails(503, "500", { "retry-after": "soon" }), succeeds],
    attempts: 2,
    waits: [100],
    end: "success",
  },
  "Retry-After that is huge": {
    on: [fails(503, "500", { "retry-after": "99999999999" })],
    attempts: 1,
    waits: [],
    end: 503,
    error: { retryAfter: 99999999999000 },
  },

  "one failure of each kind": {
    on: [refused, fails(429, "420"), fails(503, "500"), resets, succeeds],
    options: { retry: { attempts: 5 } },
    attempts: 5,
    waits: [100, 1000, 400, 800],
    end: "success",
  },
  "no retries asked for": { on: [fails(503, "500")], options: { retry: false }, attempts: 1, waits: [], end: 503 },
  "no retries asked for, clock wrong": {
    on: [fails(401, "200", at(HOUR))],
    options: { retry: false },
    attempts: 1,
    waits: [],
    end: 401,
    error: { clockOffset: expect.closeTo(HOUR, -2), hint: expect.stringContaining("60 min behind") },
  },
  "an error body of 100 MB": {
    on: [endlessError(400)],
    attempts: 1,
    waits: [],
    end: 400,
    error: { message: expect.stringMatching(/^.{0,400}$/) },
  },
};

describe("what happens on each attempt", () => {
  it.each(Object.entries(rows))("%s", async (_, { on, operation = "read", options, attempts, waits, end, error }) => {
    const { client, waits: waited } = setUp(on, options);
    const call = operation === "read" ? client.GET(list) : client.POST(list as never, { body: {} } as never);
    const result = await outcome(call as ReturnType<typeof client.GET>);
    expect(result.end).toBe(end);
    expect(waited).toEqual(waits);
    if (error) expect(result.error).toMatchObject(error);
    if (result.error) expect(result.error.attempts).toBe(attempts);
    expect(steps).toEqual([]);

    // Each arrival was signed for itself: rightly, and never as another was.
    const signatures = server.received.map((request) => request.headers["x-ncp-apigw-signature-v2"]);
    expect(signatures).toEqual(server.received.map(expectedSignature));
    expect(new Set(signatures).size).toBe(signatures.length);
    const overTheWire = on.filter((step) => typeof step === "function").length;
    expect(server.received.length).toBe(overTheWire);
    expect(new Set(server.received.map(({ body }) => body)).size).toBeLessThanOrEqual(1);
  });

  it("covers at least 40 rows", () => {
    expect(Object.keys(rows).length).toBeGreaterThanOrEqual(40);
  });
});

describe("the clock", () => {
  it("stays corrected for later calls", async () => {
    const { client } = setUp([fails(401, "200", at(9 * HOUR)), succeeds, succeeds]);
    await client.GET(list);
    await client.GET(list);
    const times = server.received.map(({ headers }) => Number(headers["x-ncp-apigw-timestamp"]));
    expect(times.map((time) => Math.round((time - START) / HOUR))).toEqual([0, 9, 9]);
  });

  it("is corrected for all calls that were under way", async () => {
    const byTimestamp: Step = (request, response) => {
      const late = Number(request.headers["x-ncp-apigw-timestamp"]) < START + HOUR;
      (late ? fails(401, "200", at(9 * HOUR)) : succeeds)(request, response);
    };
    const { client } = setUp(Array.from({ length: 10 }, () => byTimestamp));
    const results = await Promise.all(Array.from({ length: 5 }, () => client.GET(list)));
    expect(results.map(({ response }) => response.status)).toEqual([200, 200, 200, 200, 200]);
  });
});

describe("the body", () => {
  it("is the same in each attempt", async () => {
    const { client } = setUp([fails(503, "500"), resets, answers(204)]);
    await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
      params: { path: { "product-id": "p", "api-key-id": "k" } },
      body: { status: "REJECTED" },
    });
    expect(server.received.map(({ body }) => body)).toEqual(Array(3).fill('{"status":"REJECTED"}'));
  });

  it("that is a stream is sent once", async () => {
    const { client } = setUp([fails(503, "500")]);
    const result = await client.POST("/api/v1/products/{product-id}/api-keys/search", {
      params: { path: { "product-id": "p" } },
      body: {},
      bodySerializer: () => new Blob(["{}"]).stream(),
      ...({ duplex: "half" } as object),
    });
    expect(result.response.status).toBe(503);
    expect(server.received.map(({ body }) => body)).toEqual(["{}"]);
  });

  it("that a serializer made is sent again when it is no stream", async () => {
    const { client } = setUp([fails(503, "500"), answers(200, "{}")]);
    await client.POST("/api/v1/products/{product-id}/api-keys/search", {
      params: { path: { "product-id": "p" } },
      body: {},
      bodySerializer: () => '{"mine":1}',
    });
    expect(server.received.map(({ body }) => body)).toEqual(['{"mine":1}', '{"mine":1}']);
  });
});

describe("a middleware that makes another operation of a call", () => {
  it.each([
    ["method", { method: "POST" }, list],
    ["path", {}, "/api/v1/other"],
  ])("by its %s takes away what was known of repeating it", async (_, init, path) => {
    const { client } = setUp([fails(503, "500")]);
    client.use({ onRequest: ({ request }) => new Request(new URL(path, request.url), init) });
    const { response } = await client.GET(list);
    expect(response.status).toBe(503);
    expect(server.received).toHaveLength(1);
  });
});

describe("the retry budget", () => {
  it("makes a client stop adding load in an outage", async () => {
    const { client } = setUp(Array.from({ length: 100 }, () => fails(503, "500")));
    for (let i = 0; i < 30; i++) await client.GET(list);
    expect(server.received).toHaveLength(30 + 500 / 10);
  });
});

describe("an abort", () => {
  const reason = new Error("changed my mind");

  it.each([
    ["before anything", [], 0],
    ["during the wait for the head", [hangs], 30],
    ["during the body", [drips], 60],
  ])("%s rejects at once with the caller's reason", async (_, script, ms) => {
    const { client } = setUp(script);
    const controller = new AbortController();
    if (ms === 0) controller.abort(reason);
    else setTimeout(() => controller.abort(reason), ms);
    await expect(client.GET(list, { signal: controller.signal })).rejects.toBe(reason);
  });

  it("during the connect rejects at once with the caller's reason", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const { client } = setUp([], { baseUrl: `https://127.0.0.1:${port}` }); // It never answers the TLS handshake.
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 30);
    await expect(client.GET(list, { signal: controller.signal })).rejects.toBe(reason);
    silent.close();
  });

  it("during the wait rejects at once, and no attempt follows", async () => {
    const controller = new AbortController();
    const sleep = () =>
      new Promise<void>((resolve) => {
        controller.abort(reason);
        setTimeout(resolve, 20);
      });
    const { client } = setUp([fails(503, "500"), succeeds], { retry: { sleep } });
    await expect(client.GET(list, { signal: controller.signal })).rejects.toBe(reason);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.received).toHaveLength(1);
  });

  it("while a provider thinks rejects at once", async () => {
    const controller = new AbortController();
    const { client } = setUp([], { credentials: () => new Promise(() => {}) });
    const call = client.GET(list, { signal: controller.signal });
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it("of a stream that the caller reads ends it", async () => {
    const controller = new AbortController();
    const { client } = setUp([drips]);
    const { data } = await client.GET(list, { signal: controller.signal, parseAs: "stream" });
    const reading = new Response(data).text();
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});

describe("what stays behind", () => {
  it("is nothing on a signal that serves many calls", async () => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...[type, listener, options]: Parameters<typeof addEventListener>) => {
      listeners.add(listener);
      addEventListener.call(signal, type, listener, options);
    };
    signal.removeEventListener = (...[type, listener, options]: Parameters<typeof removeEventListener>) => {
      listeners.delete(listener);
      removeEventListener.call(signal, type, listener, options);
    };
    const { client } = setUp([fails(503, "500"), succeeds, succeeds]);
    await client.GET(list, { signal });
    await client.GET(list, { signal });
    expect(listeners.size).toBe(0);
  });

  it("is no connection after an error body that was not read to its end", async () => {
    let ended = false;
    const { client } = setUp([
      (request, response) => {
        response.on("close", () => {
          ended = true;
        });
        endlessError(400)(request, response);
      },
    ]);
    await client.GET(list);
    await expect.poll(() => ended).toBe(true);
  });

  it("is no trouble from keep-alive connections that the server closed between calls", async () => {
    const { client } = setUp(Array.from({ length: 6 }, () => succeeds));
    for (let i = 0; i < 5; i++) {
      expect((await client.GET(list)).response.status).toBe(200);
      for (const socket of server.sockets) socket.destroy();
    }
  });
});
