import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import bundle from "../../generated/openapi.json" with { type: "json" };

const ACCESS_KEY = "AKIDEXAMPLE0000000A1";
const SECRET_KEY = "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1";
const TIMESTAMP = "1505290625682";
const SIGNATURE_HEADER = "x-ncp-apigw-signature-v2";

describe.each([
  ["the guide in the description", bundle.info.description],
  ["the signature's security scheme", bundle.components.securitySchemes[SIGNATURE_HEADER].description],
])("%s", (_, text) => {
  const [stringToSign = "", signature] = [...text.matchAll(/```text\n(.*?)\n```/gs)].map(([, block]) => block);

  test("signs the example call of this very API", () => {
    const path = "/api/v1/products/{product-id}/api-keys/{api-key-id}"
      .replace("{product-id}", bundle.components.parameters["product-id"].example)
      .replace("{api-key-id}", bundle.components.parameters["api-key-id"].example);
    expect(stringToSign).toBe(`PATCH ${path}\n${TIMESTAMP}\n${ACCESS_KEY}`);
  });

  test("shows the signature that its own string to sign gives", () => {
    expect(text).toContain(SECRET_KEY);
    expect(signature).toBe(createHmac("sha256", SECRET_KEY).update(stringToSign).digest("base64"));
  });
});

test("the three headers are required together", () => {
  expect(bundle.security).toEqual([
    { "x-ncp-apigw-timestamp": [], "x-ncp-iam-access-key": [], [SIGNATURE_HEADER]: [] },
  ]);
});
