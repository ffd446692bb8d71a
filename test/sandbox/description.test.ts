import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BODY_LIMIT } from "../../src/sandbox/description.js";
import { DOORS, type Door, errorOf, KEY_TARGET, open, SEARCH_TARGET, signatureHeaders } from "./support.js";

describe.each(DOORS)("what the description does not allow, through %s", (name) => {
  let door: Door;
  beforeAll(async () => {
    door = await open(name);
  });
  afterAll(() => door.close());

  const sendBody = (body: string | Uint8Array, type = "application/json", target = KEY_TARGET) => {
    const headers = { ...signatureHeaders({ method: "PATCH", target }), "content-type": type };
    return door.send({ method: "PATCH", target, headers, body });
  };

  test.each([
    ["GET", "/"],
    ["GET", "/api/v1"],
    ["GET", "/api/v1/products/"],
    ["GET", "/api/v1//products"],
    ["GET", "/products"],
    ["DELETE", "/api/v1/products"],
    ["PATCH", "/api/v1/products/k3sk9x1p2q/api-keys/"],
    ["OPTIONS", "/api/v1/products"],
  ])("the route %s %s", async (method, target) => {
    const details = `There is no operation ${method} ${target}.`;
    expect(errorOf(await door.call(method, target))).toEqual({
      status: 404,
      code: "300",
      message: "Not Found Exception",
      details,
    });
  });

  test.each([
    ["{}", "body must have required property 'status'"],
    ['{"status":"BLOCKED_REQUEST"}', "status must be equal to one of the allowed values: ACCEPTED, REJECTED"],
    ['{"status":1}', "status must be string; status must be equal to one of the allowed values: ACCEPTED, REJECTED"],
    ["[]", "body must be object"],
    ["null", "body must be object"],
    ["7", "body must be object"],
    ['{"status":"ACCEPTED"', "body must be valid JSON; body must be object"],
    ["", "body is missing"],
  ])("the body %s", async (body, details) => {
    expect(errorOf(await sendBody(body))).toEqual({
      status: 400,
      code: "100",
      message: "Bad Request Exception",
      details,
    });
  });

  test("a body without content", async () => {
    expect(errorOf(await door.call("PATCH", KEY_TARGET))).toMatchObject({ code: "100", details: "body is missing" });
  });

  test("a body that is not UTF-8, or not said to be JSON", async () => {
    const latin1 = Buffer.from('{"status":"\xe9"}', "latin1");
    expect(errorOf(await sendBody(latin1))).toMatchObject({ code: "100", details: "body must be UTF-8" });
    for (const type of ["text/plain", "application/jsonp", "application/x-www-form-urlencoded"]) {
      expect(errorOf(await sendBody('{"status":"ACCEPTED"}', type))).toMatchObject({
        status: 400,
        code: "100",
        details: "content-type must be application/json",
      });
    }
    const { "content-type": _, ...untyped } = { ...signatureHeaders({ method: "PATCH", target: KEY_TARGET }) };
    const bytes = Buffer.from('{"status":"ACCEPTED"}');
    expect((await door.send({ method: "PATCH", target: KEY_TARGET, headers: untyped, body: bytes })).status).toBe(400);
  });

  test("no value is quoted, as it might be a secret", async () => {
    const headers = {
      ...signatureHeaders({ method: "POST", target: SEARCH_TARGET }),
      "content-type": "application/json",
    };
    const got = await door.send({ method: "POST", target: SEARCH_TARGET, headers, body: '{"apiKeyValue":"hidden' });
    expect(errorOf(got).code).toBe("100");
    expect(got.text).not.toContain("hidden");
  });

  test.each([
    [{ statusSet: ["NO"] }, /^statusSet\.0 must be equal to one of .*BLOCKED_REQUEST$/],
    [{ limit: 0 }, /^limit must be >= 1$/],
    [{ offset: -1 }, /^offset must be >= 0$/],
    [{ limit: "5" }, /^limit must be integer$/],
    [{ apiKeyId: "12345678901" }, /^apiKeyId must NOT have more than 10 characters$/],
  ])("the search %j", async (body, details) => {
    const error = errorOf(await door.call("POST", SEARCH_TARGET, body));
    expect(error).toMatchObject({ status: 400, code: "100", details: expect.stringMatching(details) });
  });

  test.each([
    ["limit=0", "limit must be >= 1"],
    ["limit=x", "limit must be integer"],
    ["limit=1&limit=2", "limit must be integer"],
    ["offset=-1", "offset must be >= 0"],
    ["isPublished=yes", "isPublished must be boolean"],
    ["subscriptionCode=OPEN", "subscriptionCode must be equal to one of the allowed values: PUBLIC, PROTECTED"],
    [`productName=${"x".repeat(101)}`, "productName must NOT have more than 100 characters"],
    ["limt=5", "query has no parameter limt"],
    ["productName=what?&limit=0", "limit must be >= 1"],
  ])("the query %s", async (query, details) => {
    const error = errorOf(await door.call("GET", `/api/v1/products?${query}`));
    expect(error).toMatchObject({ status: 400, code: "100", details });
  });

  test.each([
    ["/api/v1/products/12345678901/api-keys/a", "product-id must NOT have more than 10 characters"],
    ["/api/v1/products/a/api-keys/12345678901", "api-key-id must NOT have more than 10 characters"],
    ["/api/v1/products/%zz/api-keys/a", "path has a % without two hexadecimal digits after it"],
  ])("the path %s", async (target, details) => {
    const error = errorOf(await door.call("PATCH", target, { status: "ACCEPTED" }));
    expect(error).toMatchObject({ status: 400, code: "100", details });
  });

  test("a body over the limit, but only for a caller who is known and a route that exists", async () => {
    const body = `{"status":"ACCEPTED","padding":"${"x".repeat(BODY_LIMIT)}"}`;
    expect(errorOf(await sendBody(body))).toEqual({
      status: 413,
      code: "430",
      message: "Request Entity Too Large",
      details: "The body is larger than 1048576 bytes.",
    });
    expect(errorOf(await sendBody(body, undefined, "/nowhere")).code).toBe("300");
    expect(errorOf(await door.send({ method: "PATCH", target: KEY_TARGET, body })).code).toBe("200");
  });

  test("a body at the limit is read", async () => {
    const start = '{"status":"ACCEPTED","padding":"';
    const body = `${start}${"x".repeat(BODY_LIMIT - start.length - 2)}"}`;
    expect((await sendBody(body)).status).toBe(204);
  });

  test("a state that a test has broken is told as the gateway's own failure", async () => {
    const broken = await open(name);
    Object.assign(broken.sandbox.products, [null]);
    const error = errorOf(await broken.call("GET", "/api/v1/products"));
    expect(error).toMatchObject({
      status: 500,
      code: "900",
      details: expect.stringContaining("In the sandbox itself"),
    });
    await broken.close();
  });
});
