import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hmacSha256 as node } from "../src/hmac.node.js";
import { hmacSha256 as web } from "../src/hmac.web.js";
import { rfc4231 } from "./vectors.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each([
  ["node", node],
  ["web", web],
])("HMAC-SHA256, door %s", (_, hmacSha256) => {
  it.each(rfc4231)("answers RFC 4231 case %s", async (_case, key, data, digest) => {
    const answer = await hmacSha256(Buffer.from(data, "hex"), Buffer.from(key, "hex"));
    expect(Buffer.from(answer, "base64").toString("hex").slice(0, digest.length)).toBe(digest);
    expect(answer).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });
});

describe("the two doors", () => {
  it("agree on every string", async () => {
    const text = fc.string({ unit: "binary" });
    await fc.assert(
      fc.asyncProperty(text, fc.string({ unit: "binary", minLength: 1 }), async (message, key) => {
        expect(await web(message, key)).toBe(node(message, key));
      }),
      { numRuns: 300 },
    );
  });

  it("differ in that node answers at once", () => {
    expect(typeof node("message", "key")).toBe("string");
  });
});

describe("the web door", () => {
  it("imports a secret once, and does not pile secrets up", async () => {
    const importKey = vi.spyOn(crypto.subtle, "importKey");
    await web("a", "the same secret");
    await web("b", "the same secret");
    expect(importKey).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 16; i++) await web("a", `secret ${i}`);
    await web("a", "the same secret");
    expect(importKey).toHaveBeenCalledTimes(18);
  });

  it("says what is missing where there is no WebCrypto", async () => {
    vi.stubGlobal("crypto", {});
    await expect(web("message", "key")).rejects.toMatchObject({
      name: "ApiGatewayError",
      kind: "request",
      message: expect.stringContaining("https"),
    });
  });
});
