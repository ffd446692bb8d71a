import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiGatewayError } from "../src/index.js";
import { serializePath } from "../src/path.js";

const template = "/api/v1/products/{product-id}/api-keys/{api-key-id}";
const withProduct = (value: unknown) => serializePath(template, { "product-id": value, "api-key-id": "a1fmy2b3c4" });

// Traversal and injection as they are tried in the wild, each at most as long as an id may be.
const unsafe = [
  ...[".", "..", ".;", "..;", "..;a", ".;a=b", "..;/", "../", "./", "/..", "/.", "../..", "..\\", "..\\..", "\\.."],
  ...["%2e", "%2e%2e", "%2E%2E", ".%2e", "%2e.", ".%2E", "%2E.", "%2e%2e%2f", "..%2f", "..%2F", "%2f..", "%2f"],
  ...["..%5c", "%5c", "%5C..", "..%255c", "%252e%252e", "%252f", "%c0%ae", "%c0%af", "..%c0%af", "%uff0e", "%u2215"],
  ...["/", "//", "a/b", "/a", "a/", "\\", "a\\b", "a?b", "?", "?a=b", "#", "a#b", "a%", "%", "%00", "%0d%0a", "a%20b"],
  ...[
    "\0",
    "a\0",
    "\n",
    "a\nb",
    "\r\nX: y",
    "\t",
    "a\tb",
    "\v",
    "\f",
    " ",
    " a",
    "a ",
    "\u00a0",
    "\u3000",
    "\u2028",
    "\u2029",
  ],
  ...["\u200b", "a\u200b", "\ufeff", "\u202e", "\u0085", "\u00ad", "\x7f", "\x1b[0m", "\ud800", "\udc00a", "\ue000"],
];

describe("serializePath", () => {
  it("puts ids in their places", () => {
    expect(withProduct("k3sk9x1p2q")).toBe("/api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4");
  });

  it("takes a number as its digits", () => {
    expect(withProduct(42)).toContain("/products/42/");
  });

  it("encodes what must be encoded, and nothing that a path may hold as it is", () => {
    expect(withProduct("한글")).toContain("/products/%ED%95%9C%EA%B8%80/");
    expect(serializePath("/s/{service}", { service: "ncp:sms:kr:1:a@$&+,;=!*'()~" })).toBe(
      "/s/ncp:sms:kr:1:a@$&+,;=!*'()~",
    );
  });

  it("leaves a template without parameters alone", () => {
    expect(serializePath("/api/v1/products", {})).toBe("/api/v1/products");
  });

  it.each([
    ["is missing", undefined],
    ["is missing", null],
    ["is empty", ""],
    ["must be a string, got object", ["a"]],
    ["must be a string, got object", {}],
    ["is longer than 10 characters", "12345678901"],
  ])("says that a value %s", (fault, value) => {
    expect(() => withProduct(value)).toThrow(`Path parameter "product-id" ${fault}`);
  });

  it("does not take a value from the prototype of the values", () => {
    expect(() => serializePath("/a/{constructor}", {})).toThrow('"constructor" is missing');
  });

  it("refuses with kind request", () => {
    expect(() => withProduct("..")).toThrow(ApiGatewayError);
    expect(() => withProduct("..")).toThrow(expect.objectContaining({ kind: "request" }));
  });

  it.each(unsafe)("refuses %j", (value) => {
    expect(() => withProduct(value)).toThrow(expect.objectContaining({ kind: "request" }));
  });

  it("knows at least 60 spellings", () => {
    expect(new Set(unsafe).size).toBeGreaterThanOrEqual(60);
  });

  it("lets nothing through that changes the number of segments, or any segment but its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 10 }), (value) => {
        let path: string;
        try {
          path = withProduct(value);
        } catch {
          return;
        }
        const { pathname, search, hash } = new URL(`https://host${path}`);
        const segments = pathname.split("/");
        expect(segments.map(decodeURIComponent)).toEqual([
          "",
          "api",
          "v1",
          "products",
          value,
          "api-keys",
          "a1fmy2b3c4",
        ]);
        expect(search + hash).toBe("");
      }),
      { numRuns: 10_000 },
    );
  });
});
