import { describe, expect, it } from "vitest";
import { ApiGatewayError } from "../src/index.js";
import { serializePath } from "../src/path.js";

const template = "/api/v1/products/{product-id}/api-keys/{api-key-id}";
const withProduct = (value: unknown) => serializePath(template, { "product-id": value, "api-key-id": "a1fmy2b3c4" });

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
});
