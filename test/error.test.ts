import { describe, expect, it } from "vitest";
import { ApiGatewayError } from "../src/index.js";

describe("ApiGatewayError", () => {
  it("shows its message and facts as JSON, and nothing it does not know", () => {
    const error = new ApiGatewayError("http", "It failed.", { status: 401, code: "200", cause: new Error("below") });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "ApiGatewayError",
      kind: "http",
      message: "It failed.",
      status: 401,
      code: "200",
    });
    expect(error.cause).toEqual(new Error("below"));
    expect("hint" in error).toBe(false);
  });

  it("is an Error with a name and a stack", () => {
    const error = new ApiGatewayError("request", "It is wrong.");
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe("ApiGatewayError: It is wrong.");
    expect(error.stack).toContain("error.test.ts");
    expect("cause" in error).toBe(false);
  });
});
