import { describe, expect, it } from "vitest";
import { bundle, type Platform } from "../scripts/bench/bundle.js";

const CLIENT = 'export { createApiGatewayClient, unwrap } from "ncloud-apigateway"';
const EVERYTHING = 'export * from "ncloud-apigateway"';
const MIDDLEWARE = 'export { createSigningMiddleware } from "ncloud-apigateway"';
const NODE = 'export * from "ncloud-apigateway/node"';
const SANDBOX = 'export * from "ncloud-apigateway/sandbox"';

// The ceilings are what was measured, rounded up. Raise one only for a reason that is worth its bytes to every user.
it.each<[what: string, code: string, platform: Platform, ceiling: number]>([
  // 2.6 kB of it are openapi-fetch; of the rest, half are retries and half are sentences that say what is wrong.
  ["the client, in a browser", CLIENT, "browser", 8900],
  ["the client, on Node", CLIENT, "node", 8700],
  ["all of the front door, in a browser", EVERYTHING, "browser", 9200],
  ["signing alone, in a browser", MIDDLEWARE, "browser", 1500],
  ["signing alone, on Node", MIDDLEWARE, "node", 1300],
  ["keys from the environment, on Node", NODE, "node", 3300],
  // 9 kB of it are the description, guides included, which it is driven by.
  ["the sandbox without openapi-backend, on Node", SANDBOX, "node", 13_800],
])("%s is small", async (_, code, platform, ceiling) => {
  expect((await bundle(code, platform)).gzipped).toBeLessThanOrEqual(ceiling);
});

describe("who pays for what", () => {
  it("the front door brings neither node/ nor sandbox/", async () => {
    const { files } = await bundle(EVERYTHING, "node");
    expect(files).toContain("dist/src/client.js");
    expect(files.filter((file) => /src\/(node|sandbox)\/|openapi\.json/.test(file))).toEqual([]);
  });

  it.each<[Platform, string]>([
    ["browser", "web"],
    ["node", "node"],
  ])("signing alone, platform %s, brings nothing but its own files", async (platform, door) => {
    const { files } = await bundle(MIDDLEWARE, platform);
    const own = ["credentials", "error", `hmac.${door}`, "signature-headers", "signing"].map(
      (name) => `dist/src/${name}.js`,
    );
    expect(files.sort()).toEqual(own);
  });

  it("an import that is not used costs nothing", async () => {
    const { files } = await bundle('import "ncloud-apigateway"; import { sign } from "ncloud-apigateway";', "browser");
    expect(files).toEqual([]);
  });
});
