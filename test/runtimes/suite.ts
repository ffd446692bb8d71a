import fc from "fast-check";
import {
  ApiGatewayError,
  createApiGatewayClient,
  createSigningMiddleware,
  sign,
  stringToSign,
  unwrap,
} from "ncloud-apigateway";
import createClient from "openapi-fetch";
import { credentials, knownAnswers, rfc4231, timestamp } from "../vectors.js";

// What has to be the same on every runtime. It uses nothing but the package and what all runtimes have in common,
// and talks to servers in another process.

/** The servers of `hosts.ts`, by what they do. */
export interface Hosts {
  /** A listening sandbox, which knows the example credentials. */
  sandbox: string;
  /** Answers what arrived. */
  mirror: string;
  /** Redirects to the mirror, with the status that `productName` names. */
  redirecting: string;
  /** Answers as it is asked to. */
  parrot: string;
  /** Takes requests and never answers. */
  silent: string;
  /** Takes no connection. */
  refusing: string;
  /** Takes the report. */
  report: string;
}

/** An answer of the mirror. */
export interface Mirrored {
  /** How many requests have come, this one included. */
  count: number;
  method: string;
  target: string;
  signature: string | string[] | undefined;
  /** What the signature of this method and target has to be. */
  expectedSignature: string;
}

/** What the parrot is to answer. */
export interface Answer {
  status: number;
  type: string;
  body: string;
}

export interface Report {
  door: "node:crypto" | "WebCrypto";
  passed: number;
  failed: { name: string; error: string }[];
}

type Test = [name: string, test: (hosts: Hosts) => unknown];

const PATCH = "/api/v1/products/{product-id}/api-keys/{api-key-id}";
const SEARCH = "/api/v1/products/{product-id}/api-keys/search";
const product = { "product-id": "k3sk9x1p2q" };
const apiKey = { ...product, "api-key-id": "a1fmy2b3c4" };

function equal(actual: unknown, expected: unknown): void {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  if (got !== wanted) throw new Error(`expected ${wanted}, got ${got}`);
}

/** The facts named of the error that a call must end with. */
async function failure(call: Promise<unknown>, ...facts: (keyof ApiGatewayError)[]): Promise<unknown[]> {
  const error = await call.then(
    (value) => Promise.reject(new Error(`expected an error, got ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  );
  if (error instanceof ApiGatewayError) return facts.map((fact) => error[fact]);
  throw error;
}

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

// RFC 4231 has keys that are no text. The types of `sign` ask for text, which its door takes as bytes in the end.
const signBytes = sign as unknown as (message: Uint8Array, key: Uint8Array) => string | Promise<string>;

const lookAtMirror = async ({ mirror }: Hosts): Promise<Mirrored> => (await fetch(mirror)).json();

const signing: Test[] = [
  ...knownAnswers.map<Test>(([method, url, signature]) => [
    `signs ${method} ${url}`,
    async () => {
      const message = stringToSign({ method, url, timestamp, accessKey: credentials.accessKey });
      equal(await sign(message, credentials.secretKey), signature);
    },
  ]),
  ...rfc4231.map<Test>(([name, key, data, digest]) => [
    `RFC 4231 case ${name}`,
    async () => {
      const answer = fromBase64(await signBytes(fromHex(data), fromHex(key)));
      equal(hex(answer).slice(0, digest.length), digest);
    },
  ]),
];

const onTheWire: Test[] = [
  [
    "what arrives of 200 random URLs is what was signed",
    async ({ mirror }) => {
      const client = createClient({ baseUrl: mirror, redirect: "manual" });
      client.use(createSigningMiddleware({ credentials }));
      const get = client.GET as unknown as (url: string) => Promise<{ data: Mirrored }>;
      const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
      const path = fc.array(text, { minLength: 1, maxLength: 4 }).map((segments) => {
        return segments.map((segment) => `/${segment.replace(/[/\\?#]/g, "x")}`).join("");
      });
      const search = fc.option(text, { nil: "" }).map((search) => search && `?${search.replaceAll("#", "x")}`);
      await fc.assert(
        fc.asyncProperty(path, search, async (path, search) => {
          fc.pre(!new URL(mirror + path).pathname.includes("//"));
          const { signature, expectedSignature } = (await get(path + search)).data;
          equal(signature, expectedSignature);
        }),
        { numRuns: 200 },
      );
    },
  ],
  [
    "a method in lower case and a lone ? are put right",
    async ({ mirror }) => {
      const client = createClient({ baseUrl: mirror, redirect: "manual" });
      client.use(createSigningMiddleware({ credentials }));
      const request = client.request as unknown as (method: string, url: string) => Promise<{ data: Mirrored }>;
      const { method, target, signature, expectedSignature } = (await request("patch", "/a?")).data;
      equal([method, target, signature], ["PATCH", "/a", expectedSignature]);
    },
  ],
  [
    "a key's status is changed, and read back",
    async ({ sandbox }) => {
      const client = createApiGatewayClient({ credentials, baseUrl: sandbox });
      for (const status of ["ACCEPTED", "REJECTED"] as const) {
        const { response } = await client.PATCH(PATCH, { params: { path: apiKey }, body: { status } });
        equal(response.status, 204);
        const { data } = await client.POST(SEARCH, { params: { path: product }, body: {} });
        equal(data?.apiKeyPage?.content?.find((key) => key.apiKeyId === apiKey["api-key-id"])?.status, status);
      }
    },
  ],
  ...[301, 302, 303, 307, 308].map<Test>((status) => [
    `a redirect with ${status} is refused`,
    async (hosts) => {
      const { count } = await lookAtMirror(hosts);
      const client = createApiGatewayClient({ credentials, baseUrl: hosts.redirecting });
      const call = client.GET("/api/v1/products", { params: { query: { productName: String(status) } } });
      equal(await failure(call, "kind", "attempts"), ["redirect", 1]);
      equal((await lookAtMirror(hosts)).count, count + 1);
    },
  ]),
];

const nothingSent: Test[] = ["", ".", "..", "a/b", "a\\b", "%2e%2e", "a?b", "a#b", "a b", "a\n", "12345678901"].map(
  (id) => [
    `no id is ${JSON.stringify(id)}`,
    async (hosts) => {
      const { count } = await lookAtMirror(hosts);
      const client = createApiGatewayClient({ credentials, baseUrl: hosts.mirror });
      const path = { ...apiKey, "product-id": id };
      equal(await failure(client.PATCH(PATCH, { params: { path }, body: { status: "ACCEPTED" } }), "kind"), [
        "request",
      ]);
      equal((await lookAtMirror(hosts)).count, count + 1);
    },
  ],
);

const endings: Test[] = [
  [
    "silence ends with a timeout",
    async ({ silent }) => {
      const client = createApiGatewayClient({ credentials, baseUrl: silent, timeout: 100, retry: false });
      equal(await failure(client.GET("/api/v1/products"), "kind", "attempts"), ["timeout", 1]);
    },
  ],
  [
    "a signal ends a call with its own reason",
    async ({ silent }) => {
      const reason = new Error("enough");
      const controller = new AbortController();
      const client = createApiGatewayClient({ credentials, baseUrl: silent });
      setTimeout(() => controller.abort(reason), 50);
      const error = await client.GET("/api/v1/products", { signal: controller.signal }).catch((error) => error);
      equal(error === reason, true);
    },
  ],
  [
    "a refused connection is tried again, and told",
    async ({ refusing }) => {
      const sleep = () => Promise.resolve();
      const client = createApiGatewayClient({ credentials, baseUrl: refusing, retry: { sleep } });
      equal(await failure(client.GET("/api/v1/products"), "kind", "attempts"), ["network", 3]);
    },
  ],
  [
    "a call to a busy gateway is sent again, body and all",
    async ({ parrot }) => {
      const sleep = () => Promise.resolve();
      const client = createApiGatewayClient({ credentials, baseUrl: parrot, retry: { sleep } });
      const body = { apiKeyValue: JSON.stringify(json(503, { error: { errorCode: "500", message: "Busy" } })) };
      const call = client.POST(SEARCH, { params: { path: product }, body }).then(unwrap);
      equal(await failure(call, "status", "code", "attempts"), [503, "500", 3]);
    },
  ],
];

const json = (status: number, body: object): Answer => ({
  status,
  type: "application/json",
  body: JSON.stringify(body),
});
const answers: [name: string, answer: Answer, kind: string, code: string | undefined, text: string][] = [
  ["gateway", json(401, { error: { errorCode: "210", message: "Permission Denied" } }), "http", "210", "Permission"],
  ["API HUB", json(401, { error: { errorCode: 401, message: "No" } }), "http", "401", "No"],
  [
    "infrastructure",
    json(400, { responseError: { returnCode: "1007009", returnMessage: "Busy" } }),
    "http",
    "1007009",
    "Busy",
  ],
  ["Sub Account", json(400, { errorCode: 9011, message: "Wrong" }), "http", "9011", "Wrong"],
  ["CLOVA Studio", json(401, { status: { code: "40100", message: "Unauthorized" } }), "http", "40100", "Unauthorized"],
  ["certificates", json(404, { code: "NOT_EXIST", msg: "없음", data: null }), "http", "NOT_EXIST", "없음"],
  [
    "Spring",
    json(401, { timestamp: "t", status: 401, error: "Unauthorized", message: "Full" }),
    "http",
    undefined,
    "Full",
  ],
  ["API HUB search", json(400, { errorCode: "SE01", errorMessage: "Query" }), "http", "SE01", "Query"],
  [
    "XML",
    { status: 400, type: "text/xml", body: "<Error><Code>800</Code><Message>Endpoint</Message></Error>" },
    "http",
    "800",
    "Endpoint",
  ],
  ["HTML", { status: 502, type: "text/html", body: "<html><title>Bad Gateway" }, "http", undefined, '"Bad Gateway"'],
  ["nothing", { status: 418, type: "text/plain", body: "" }, "http", undefined, "418"],
  ["an error in a 200", json(200, { error: { errorCode: "900", message: "Odd" } }), "http", "900", "Odd"],
  ["HTML in a 200", { status: 200, type: "text/html", body: "<html><title>Login" }, "parse", undefined, '"Login"'],
];

const errors: Test[] = answers.map(([name, answer, kind, code, text]) => [
  `an error is read: ${name}`,
  async ({ parrot }) => {
    const client = createApiGatewayClient({ credentials, baseUrl: parrot, retry: false });
    const body = { apiKeyValue: JSON.stringify(answer) };
    const call = client.POST(SEARCH, { params: { path: product }, body }).then(unwrap);
    const [message, ...facts] = await failure(call, "message", "kind", "status", "code");
    equal(facts, [kind, answer.status, code]);
    if (!String(message).includes(text)) throw new Error(`expected ${text} in: ${message}`);
  },
]);

/** Runs all tests, one after another, and reports to the process that holds the servers. */
export async function runSuite(hosts: Hosts): Promise<void> {
  const door = typeof sign("message", "key") === "string" ? "node:crypto" : "WebCrypto";
  const report: Report = { door, passed: 0, failed: [] };
  for (const [name, test] of [...signing, ...onTheWire, ...nothingSent, ...endings, ...errors]) {
    try {
      await test(hosts);
      report.passed += 1;
    } catch (error) {
      report.failed.push({ name, error: String(error) });
    }
  }
  await fetch(hosts.report, { method: "POST", body: JSON.stringify(report) });
}
