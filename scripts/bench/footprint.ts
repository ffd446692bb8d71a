import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundle, type Platform } from "./bundle.js";
import type { Group, Row } from "./report.js";
import { compare } from "./rounds.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const execute = promisify(execFile);

/** Import time, each time in a fresh process. */
export async function benchImports(): Promise<Group> {
  const importing = (name: string) => async () => {
    const code = `const start = performance.now(); await import("${name}"); console.log(performance.now() - start)`;
    const { stdout } = await execute(process.execPath, ["--input-type=module", "-e", code], { cwd: ROOT });
    return Number(stdout);
  };
  const contestants = Object.fromEntries(
    ["openapi-fetch", "ncloud-apigateway", "aws4fetch", "ky", "axios"].map((name) => [name, importing(name)]),
  );
  return compare("import, fresh process", "ms", contestants, async (run) => Number(await run()), 11);
}

/** What a bundle grows by. */
export async function benchBundles(): Promise<Group[]> {
  const client = 'export { createApiGatewayClient, unwrap } from "ncloud-apigateway"';
  const cases: [name: string, code: string, ...platforms: Platform[]][] = [
    ["ncloud-apigateway: client and unwrap", client, "browser", "node"],
    ["ncloud-apigateway: all", 'export * from "ncloud-apigateway"', "browser", "node"],
    [
      "ncloud-apigateway: createSigningMiddleware",
      'export { createSigningMiddleware } from "ncloud-apigateway"',
      "browser",
      "node",
    ],
    ["ncloud-apigateway/node", 'export * from "ncloud-apigateway/node"', "node"],
    ["ncloud-apigateway/sandbox", 'export * from "ncloud-apigateway/sandbox"', "node"],
    ["openapi-fetch", 'export { default } from "openapi-fetch"', "browser"],
    ["aws4fetch", 'export { AwsClient } from "aws4fetch"', "browser"],
    ["ky", 'export { default } from "ky"', "browser"],
    ["axios", 'export { default } from "axios"', "browser"],
  ];
  const minified: Group = { title: "bundle, minified", unit: "kB", rows: [] };
  const gzipped: Group = { title: "bundle, minified and gzipped", unit: "kB", rows: [] };
  for (const [name, code, ...platforms] of cases) {
    for (const platform of platforms) {
      const size = await bundle(code, platform);
      minified.rows.push({ name: `${name}, ${platform}`, value: size.minified / 1000 });
      gzipped.rows.push({ name: `${name}, ${platform}`, value: size.gzipped / 1000 });
    }
  }
  return [minified, gzipped];
}

const CONSUMERS = {
  "openapi-fetch and generated types": `
    import createClient from "openapi-fetch";
    import type { paths } from "ncloud-apigateway";
    const client = createClient<paths>();`,
  "ncloud-apigateway": `
    import { createApiGatewayClient } from "ncloud-apigateway";
    const client = createApiGatewayClient({ credentials: { accessKey: "", secretKey: "" } });`,
};
const CALL = `
    await client.PATCH("/api/v1/products/{product-id}/api-keys/{api-key-id}", {
      params: { path: { "product-id": "k3sk9x1p2q", "api-key-id": "a1fmy2b3c4" } },
      body: { status: "ACCEPTED" },
    });
    export {};`;

/** What the compiler pays for a program with one call. */
export async function benchTypes(): Promise<Group[]> {
  // In dist/, as there the package is found by its own name.
  const folder = await mkdtemp(join(ROOT, "dist/consumer-"));
  try {
    const instantiations: Row[] = [];
    const contestants: Record<string, () => Promise<number>> = {};
    for (const [name, code] of Object.entries(CONSUMERS)) {
      const file = join(folder, `${Object.keys(contestants).length}.ts`);
      await writeFile(file, code + CALL);
      contestants[name] = async () => (await diagnostics(file)).seconds;
      instantiations.push({ name, value: (await diagnostics(file)).instantiations });
    }
    return [
      await compare("tsc, a program with one call", "s", contestants, async (run) => Number(await run()), 5),
      { title: "type instantiations", unit: "", rows: instantiations },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function diagnostics(file: string): Promise<{ seconds: number; instantiations: number }> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const flags = [
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--types",
    "node",
    "--extendedDiagnostics",
  ];
  const { stdout } = await execute(process.execPath, [tsc, ...flags, file], { cwd: ROOT });
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(stdout)?.[1]);
  return { seconds: read("Total time"), instantiations: read("Instantiations") };
}
