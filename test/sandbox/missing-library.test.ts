import { expect, test, vi } from "vitest";
import { credentials, open } from "./support.js";

vi.mock("openapi-backend", () => {
  throw new Error("Cannot find package 'openapi-backend'");
});

const failure = {
  name: "ApiGatewayError",
  kind: "request",
  message: 'The sandbox needs the package openapi-backend: run "npm install --save-dev openapi-backend".',
};

test("without openapi-backend, both doors say what to install", async () => {
  const { sandbox, call } = await open("fetch", { credentials });
  await expect(call("GET", "/api/v1/products")).rejects.toMatchObject(failure);
  await expect(sandbox.listen()).rejects.toMatchObject(failure);
});
