import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiGatewayClient, type ClientOptions, createApiGatewayClient, unwrap } from "../src/index.js";
import { type RecordingServer, recordingServer } from "./recording-server.js";
import { credentials } from "./vectors.js";

const { accessKey, secretKey } = credentials;

/** Everything of a value that any logger could show. */
function shown(value: unknown): string {
  const parts = [inspect(value, { depth: null, showHidden: true, getters: true }), String(value)];
  try {
    parts.push(JSON.stringify(value));
  } catch {
    // Cyclic: inspect has shown it.
  }
  if (value instanceof Error) parts.push(value.stack ?? "", shown(value.cause));
  return parts.join("\n");
}

let server: RecordingServer;
let answer: Parameters<typeof recordingServer>[0];
beforeAll(async () => {
  server = await recordingServer((request, response) => answer?.(request, response));
});
afterAll(() => server.close());

function expectNothingShown(value: unknown) {
  const text = shown(value);
  const signatures = server.received.map(({ headers }) => String(headers["x-ncp-apigw-signature-v2"]));
  for (const secret of [accessKey, secretKey, ...signatures]) expect(text).not.toContain(secret);
}

const list = async (client: ApiGatewayClient) => unwrap(await client.GET("/api/v1/products"));
/** A gateway that quotes in its answer what it was sent. */
const echo: typeof answer = (request, response) => {
  const quoted = JSON.stringify(request.headers);
  const { "x-ncp-iam-access-key": key, "x-ncp-apigw-signature-v2": signature } = request.headers;
  const error = { errorCode: "200", message: `Refused ${key}`, details: `Signature ${signature}`, quoted };
  response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ error }));
};

describe("no secret, access key or signature is shown", () => {
  it.each<[string, typeof answer, Partial<ClientOptions>]>([
    ["by an error that quotes the request", echo, {}],
    [
      "by a text that quotes the request",
      (request, response) => response.writeHead(400).end(`Bad ${request.headers["x-ncp-iam-access-key"]}`),
      {},
    ],
    [
      "by a success that is a text that quotes the request",
      (request, response) => response.end(`Hm ${request.headers["x-ncp-iam-access-key"]}`),
      {},
    ],
    ["by a redirect", (_, response) => response.writeHead(302, { location: "/x" }).end(), {}],
    ["by a lost connection", (_, response) => response.destroy(), {}],
    ["by a timeout", () => {}, { timeout: 50 }],
    [
      "by a fetch that throws the request at us",
      null as never,
      {
        fetch: async () => {
          throw new TypeError("fetch failed");
        },
      },
    ],
    ["by keys that cannot be sent", null as never, { credentials: () => ({ accessKey: `${accessKey}\n`, secretKey }) }],
    ["by keys of the wrong type", null as never, { credentials: () => [accessKey, secretKey] as never }],
  ])("%s", async (_, then, options) => {
    answer = then;
    const client = createApiGatewayClient({ credentials, baseUrl: server.url, retry: false, ...options });
    const error = await list(client).then(
      () => expect.unreachable(),
      (error) => error,
    );
    expect(error.name).toBe("ApiGatewayError");
    expectNothingShown(error);
  });

  it("by the client", async () => {
    answer = (_, response) => response.end("{}");
    const client = createApiGatewayClient({ credentials, baseUrl: server.url });
    await list(client);
    expectNothingShown(client);
    expectNothingShown(Object.values(client));
  });

  it("by keys that are refused when they are given", () => {
    for (const [key, value] of [
      ["accessKey", `${accessKey}\u200b`],
      ["secretKey", ` ${secretKey}`],
    ] as const) {
      try {
        createApiGatewayClient({ credentials: { ...credentials, [key]: value } });
        expect.unreachable();
      } catch (error) {
        expectNothingShown(error);
      }
    }
  });
});

describe("a header that would break out of its line", () => {
  it.each(["\r\nx-injected: 1", "a\nb", "a\0b", "한글"])(
    "%j is refused as an access key before a runtime could quote it",
    async (value) => {
      server.received.length = 0;
      const client = createApiGatewayClient({
        credentials: () => ({ accessKey: value, secretKey }),
        baseUrl: server.url,
      });
      await expect(list(client)).rejects.toMatchObject({
        kind: "credentials",
        message: expect.not.stringContaining(value),
      });
      expect(server.received).toHaveLength(0);
    },
  );
});
