import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseErrorBody } from "../src/error-body.js";
import { credentials } from "./vectors.js";

describe("parseErrorBody", () => {
  it.each([
    [
      "gateway",
      '{"error":{"errorCode":"210","message":"Permission Denied","details":"A subscription to the API is required.","requestId":"r1"}}',
      {
        code: "210",
        message: "Permission Denied",
        details: "A subscription to the API is required.",
        requestId: "r1",
      },
    ],
    ["API HUB", '{"error":{"errorCode":401,"message":"no"}}', { code: "401", message: "no" }],
    ["CLOVA", '{"error":{"code":"X1","message":"no"}}', { code: "X1", message: "no" }],
    [
      "infrastructure",
      '{"responseError":{"returnCode":"1007009","returnMessage":"busy"}}',
      { code: "1007009", message: "busy" },
    ],
    [
      "infrastructure, second spelling",
      '{"responseError":{"responseCode":"1","responseMessage":"no"}}',
      { code: "1", message: "no" },
    ],
    ["Sub Account", '{"errorCode":9011,"message":"no"}', { code: "9011", message: "no" }],
    ["CLOVA Studio", '{"status":{"code":"40100","message":"no"}}', { code: "40100", message: "no" }],
    [
      "certificates",
      '{"code":"NOT_EXIST_CERTIFICATE","msg":"no","data":null}',
      { code: "NOT_EXIST_CERTIFICATE", message: "no" },
    ],
    [
      "Spring's default",
      '{"timestamp":"2026-01-01T00:00:00Z","status":401,"error":"Unauthorized","message":"Bad key"}',
      { message: "Bad key" },
    ],
    [
      "Spring's default without message",
      '{"timestamp":"2026-01-01T00:00:00Z","status":401,"error":"Unauthorized","message":""}',
      { message: "Unauthorized" },
    ],
    ["API HUB search", '{"errorCode":"SE01","errorMessage":"no"}', { code: "SE01", message: "no" }],
    [
      "XML of the infrastructure services",
      '<?xml version="1.0"?><responseError><returnCode>1001015</returnCode><returnMessage>busy\n now</returnMessage></responseError>',
      { code: "1001015", message: "busy now" },
    ],
    [
      "XML of storage",
      "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
      { code: "AccessDenied", message: "no" },
    ],
    [
      "HTML",
      "<!DOCTYPE html><html><head><title>502 Bad\nGateway</title></head><body><code>7</code></body></html>",
      { message: 'An HTML page came instead of JSON: "502 Bad Gateway".' },
    ],
    ["HTML without title", "<html></html>", { message: "An HTML page came instead of JSON." }],
    ["XML of another kind", "<a>b</a>", { message: "<a>b</a>" }],
    ["plain text", " upstream \n timed out ", { message: "upstream timed out" }],
    ["broken JSON", '{"error":{"errorCo', { message: '{"error":{"errorCo' }],
    ["a JSON string", '"no"', { message: "no" }],
    ["a JSON number", "7", {}],
    ["an array", "[1]", {}],
    ["nothing", "", {}],
    ["null inside", '{"error":null,"message":"no"}', { message: "no" }],
    ["values of other types", '{"error":{"errorCode":{},"message":["no"],"details":true}}', {}],
    ["names from a prototype", '{"__proto__":{"message":"no"}}', {}],
  ])("reads %s", (_, text, facts) => {
    expect(parseErrorBody(text)).toEqual(facts);
  });

  it("takes a parsed body like its text", () => {
    expect(parseErrorBody({ error: { errorCode: 200, message: "no" } })).toEqual({ code: "200", message: "no" });
    expect(parseErrorBody(undefined)).toEqual({});
  });

  it("keeps no more than 200 characters of a text", () => {
    expect(parseErrorBody("x".repeat(300)).message).toHaveLength(200);
  });

  it("cuts out what must not be shown", () => {
    const { accessKey } = credentials;
    const body = { error: { errorCode: 200, message: `No ${accessKey}`, details: `${accessKey} or ${accessKey}` } };
    expect(parseErrorBody(body, [accessKey])).toEqual({
      code: "200",
      message: "No (hidden)",
      details: "(hidden) or (hidden)",
    });
  });

  it.each([
    ["random bytes", fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes))],
    ["random JSON", fc.oneof(fc.json(), fc.jsonValue())],
    [
      "random JSON in the shapes of errors",
      fc.record(
        Object.fromEntries(
          ["error", "responseError", "status", "errorCode", "code", "message", "details", "requestId"].map((name) => [
            name,
            fc.oneof(fc.jsonValue(), fc.record({ errorCode: fc.jsonValue(), message: fc.jsonValue() })),
          ]),
        ),
        { requiredKeys: [] },
      ),
    ],
    [
      "random XML",
      fc
        .array(fc.constantFrom("<error>", "<Code>", "</Code>", "<message>", "</", ">", "7", " "))
        .map((parts) => parts.join("")),
    ],
  ])("never throws on %s, and gives strings only", (_, bodies) => {
    fc.assert(
      fc.property(bodies, (body) => {
        for (const fact of Object.values(parseErrorBody(body))) expect(fact).toBeTypeOf("string");
      }),
      { numRuns: 10_000 },
    );
  });
});
