import fc from "fast-check";
import createClient from "openapi-fetch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiGatewayClient, createSigningMiddleware } from "../src/index.js";
import { expectedSignature, type RecordingServer, recordingServer } from "./recording-server.js";
import { credentials } from "./vectors.js";

// What arrived is what was signed: the server's view of method, path and query, against a signature
// computed from that view.

let server: RecordingServer;
beforeAll(async () => {
  server = await recordingServer();
});
afterAll(() => server.close());

function lastRequest() {
  const request = server.received.at(-1);
  if (!request) throw new Error("Nothing arrived.");
  return request;
}
function expectSignedAsReceived() {
  const request = lastRequest();
  expect(request.headers["x-ncp-apigw-signature-v2"]).toBe(expectedSignature(request));
  expect(request.headers["x-ncp-iam-access-key"]).toBe(credentials.accessKey);
  return request;
}

const anyText = fc.string({ unit: "grapheme", maxLength: 40 });
const id = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 10 })
  .filter((value) => value.length <= 10 && !/[/\\?#%\s\p{C}]|^\.{1,2}(;|$)/u.test(value));

describe("on the wire", () => {
  it("what arrives of the client's calls is what was signed", async () => {
    const client = createApiGatewayClient({ credentials, baseUrl: server.url });
    const query = fc.record(
      { productName: anyText, offset: fc.nat(), isPublished: fc.boolean() },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(id, id, query, anyText, async (productId, apiKeyId, query, value) => {
        await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
          params: { path: { "product-id": productId, "api-key-id": apiKeyId } },
          body: { status: "ACCEPTED" },
        });
        const patch = expectSignedAsReceived();
        expect(patch.method).toBe("PATCH");
        expect(decodeURIComponent(patch.target)).toBe(`/api/v1/products/${productId}/api-keys/${apiKeyId}`);
        expect(patch.body).toBe('{"status":"ACCEPTED"}');

        await client.GET("/api/v1/products", { params: { query } });
        const sent = new URL(expectSignedAsReceived().target, server.url).searchParams;
        expect(Object.fromEntries(sent)).toEqual(
          Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
        );

        await client.POST("/api/v1/products/{product-id}/api-keys/search", {
          params: { path: { "product-id": productId } },
          body: { apiKeyValue: value },
        });
        expect(JSON.parse(expectSignedAsReceived().body)).toEqual({ apiKeyValue: value });
      }),
      { numRuns: 400 },
    );
    expect(server.received.length).toBe(1200);
  }, 60_000);

  it("what arrives of any path and query is what the middleware signed", async () => {
    const client = createClient({ baseUrl: server.url, redirect: "manual" });
    client.use(createSigningMiddleware({ credentials }));
    const get: (path: string) => Promise<unknown> = client.GET as never;
    const segment = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .map((text) => text.replace(/[/\\?#]/g, "x"));
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join("/")}`);
    const search = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => `?${text.replaceAll("#", "x")}`);
    await fc.assert(
      fc.asyncProperty(path, fc.option(search, { nil: "" }), async (path, search) => {
        fc.pre(!new URL(`${server.url}${path}`).pathname.includes("//"));
        const before = server.received.length;
        await get(`${path}${search}`);
        expect(server.received.length).toBe(before + 1);
        expectSignedAsReceived();
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
});
