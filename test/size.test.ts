import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import { describe, expect, it } from "vitest";

// What bundlers of users make of the built package, found as they find it: through `exports` and `imports`.

type Platform = NonNullable<BuildOptions["platform"]>;

const CLIENT = 'export { createApiGatewayClient, unwrap } from "ncloud-apigateway"';
const EVERYTHING = 'export * from "ncloud-apigateway"';
const MIDDLEWARE = 'export { createSigningMiddleware } from "ncloud-apigateway"';
const NODE = 'export * from "ncloud-apigateway/node"';
const SANDBOX = 'export * from "ncloud-apigateway/sandbox"';

/** Bytes after minifying and gzip, and the files of which any byte is left. */
async function bundle(code: string, platform: Platform): Promise<{ size: number; files: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform,
    external: ["openapi-backend"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : []));
  return { size: gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length, files };
}

// The ceilings are what was measured, rounded up. Raise one only for a reason that is worth its bytes to every user.
it.each<[what: string, code: string, platform: Platform, ceiling: number]>([
  // 2.6 kB of it are openapi-fetch; of the rest, half are retries and half are sentences that say what is wrong.
  ["the client, in a browser", CLIENT, "browser", 9000],
  ["the client, on Node", CLIENT, "node", 8800],
  ["all of the front door, in a browser", EVERYTHING, "browser", 9300],
  ["signing alone, in a browser", MIDDLEWARE, "browser", 1500],
  ["signing alone, on Node", MIDDLEWARE, "node", 1300],
  ["keys from the environment, on Node", NODE, "node", 3400],
  // 7 kB of it are the description, which it is driven by.
  ["the sandbox without openapi-backend, on Node", SANDBOX, "node", 11_600],
])("%s is small", async (_, code, platform, ceiling) => {
  expect((await bundle(code, platform)).size).toBeLessThanOrEqual(ceiling);
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
