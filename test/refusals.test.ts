import { describe, expect, it } from "vitest";
import { type ClientOptions, createApiGatewayClient, type Fetch, unwrap } from "../src/index.js";
import { createSandbox } from "../src/sandbox/index.js";
import { credentials } from "./vectors.js";

// The causes of "401 Authentication Failed", most likely first, as far as a client can see them: each is provoked
// against the sandbox, and the error is asked what it thinks. Not here are those that this client cannot bring about:
// a body that is signed, two readings of the clock, a digest in hex or a timestamp in seconds.

const { accessKey, secretKey } = credentials;
const sandbox = createSandbox({ credentials });

/** A proxy that changes what passes through it. */
const proxy =
  (change: (url: URL, headers: Headers) => void): Fetch =>
  (request, init) => {
    const url = new URL(request.url);
    const headers = new Headers(request.headers);
    change(url, headers);
    return sandbox.fetch(new Request(url, { method: request.method, headers }), init);
  };
const unknownKeys = { accessKey: "AKIDSTOPPED0000000A1", secretKey };
const clientIdAndSecret = { accessKey: "abcdefghi0", secretKey: "x".repeat(40) };
const hour = 3_600_000;

const causes: [cause: string, options: Partial<ClientOptions>, hint: string][] = [
  [
    "1: another path is sent than was signed",
    { fetch: proxy((url) => url.searchParams.append("x", "1")) },
    "a proxy changed method, path or query",
  ],
  [
    "4: a clock 9 hours behind, no retry",
    { clock: () => Date.now() - 9 * hour, retry: false },
    "540 min behind the gateway's",
  ],
  [
    "4: a clock 6 minutes ahead, no retry",
    { clock: () => Date.now() + hour / 10, retry: false },
    "6 min ahead of the gateway's",
  ],
  ["6: the access key given twice", { credentials: { accessKey, secretKey: accessKey } }, "are they swapped?"],
  [
    "6: a secret key that was not copied whole",
    { credentials: { accessKey, secretKey: secretKey.slice(1) } },
    "secretKey 39 characters",
  ],
  [
    "6: a secret key that belongs to another",
    { credentials: { accessKey, secretKey: "x".repeat(40) } },
    "the secret key belongs to another access key",
  ],
  [
    "7: a Client ID where an access key belongs",
    { credentials: clientIdAndSecret },
    "a Client ID or Client Secret does not work here",
  ],
  [
    "7: a key of another site",
    { credentials: unknownKeys, region: "fin" },
    "of another site than https://apigateway.apigw.fin-ntruss.com",
  ],
  ["8: a key that was stopped or deleted", { credentials: unknownKeys }, "the key was stopped, deleted or has expired"],
  [
    "10: a proxy that drops a header",
    { fetch: proxy((_, headers) => headers.delete("x-ncp-apigw-signature-v2")) },
    "look for a proxy that removes x-ncp-* headers",
  ],
];

describe("the hint of a 401", () => {
  it.each(causes)("for cause %s", async (_, options, hint) => {
    const client = createApiGatewayClient({ credentials, fetch: sandbox.fetch, ...options });
    const result = await client.GET("/api/v1/products");
    expect(() => unwrap(result)).toThrow(
      expect.objectContaining({ status: 401, code: "200", hint: expect.stringContaining(hint) }),
    );
    expect(() => unwrap(result)).toThrow(hint);
  });

  it("for cause 9: a sub account without the right", async () => {
    sandbox.failNext({ kind: "error", status: 401, code: "210" });
    const result = await createApiGatewayClient({ credentials, fetch: sandbox.fetch }).GET("/api/v1/products");
    expect(() => unwrap(result)).toThrow(
      expect.objectContaining({ code: "210", hint: expect.stringContaining("sub account") }),
    );
  });

  it("is not needed for cause 4 when one retry is allowed: the clock is set right", async () => {
    const client = createApiGatewayClient({ credentials, fetch: sandbox.fetch, clock: () => Date.now() - 9 * hour });
    expect(unwrap(await client.GET("/api/v1/products")).productPage?.total).toBe(1);
  });

  it("is not needed for blanks round a key, or keys that are swapped: they are refused before", () => {
    for (const bad of [
      { accessKey, secretKey: `${secretKey}\n` },
      { accessKey: secretKey, secretKey: accessKey },
    ]) {
      expect(() => createApiGatewayClient({ credentials: bad })).toThrow(
        expect.objectContaining({ kind: "credentials" }),
      );
    }
  });
});
