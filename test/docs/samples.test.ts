import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { OpenAPI3 } from "openapi-typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import bundle from "../../generated/openapi.json" with { type: "json" };
import { operationsOf, withCodeSamples } from "../../scripts/docs-samples.js";
import { createSandbox, type ListeningSandbox } from "../../src/sandbox/index.js";
import { credentials } from "../vectors.js";
import { compile, writeBlocks } from "./code-blocks.js";

const run = promisify(execFile);

const description = bundle as unknown as OpenAPI3;
const operations = operationsOf(withCodeSamples(description)).map(({ path, method, operation }) => {
  const sample = (label: string) => operation["x-codeSamples"]?.find((found) => found.label === label)?.source ?? "";
  return { path, method, id: operation.operationId ?? "", typescript: sample("TypeScript"), shell: sample("curl") };
});
const files = writeBlocks("samples", Object.fromEntries(operations.map(({ id, typescript }) => [id, typescript])));

const sandbox = createSandbox({ credentials });
let listening: ListeningSandbox;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  listening = await sandbox.listen();
  const { accessKey, secretKey } = credentials;
  env = { ...process.env, NCLOUD_ACCESS_KEY: accessKey, NCLOUD_SECRET_KEY: secretKey, NCLOUD_API_GW: listening.url };
});

afterAll(() => listening.close());

/** What the sandbox was asked since last time, and what it answered. */
const seen = () => sandbox.requests.splice(0).map(({ method, path, status }) => `${method} ${path} ${status}`);

test("curl and openssl are installed, as the shell samples are checked by running them", async () => {
  await expect(run("curl", ["--version"]), "Install curl.").resolves.toBeDefined();
  await expect(run("openssl", ["version"]), "Install openssl.").resolves.toBeDefined();
});

test("the TypeScript samples compile", () => {
  expect(compile(files)).toEqual([]);
});

describe.each(operations)("$id", ({ id, path, method, typescript, shell }) => {
  const call = new RegExp(`^${method.toUpperCase()} ${path.replace(/\{.+?\}/g, "\\w+")}(\\?.+)? 20[04]$`);

  test("the TypeScript sample gets a 2xx", async () => {
    const file = files.find((name) => name.endsWith(`/${id}.ts`)) ?? "";
    const { stdout } = await run(process.execPath, ["--import", "tsx", file], { env });
    expect(stdout).toMatch(/^20[04]\n$/);
    expect(seen()).toEqual([expect.stringMatching(call)]);
  });

  test("the shell sample gets a 2xx", async () => {
    const { stdout } = await run("sh", ["-c", shell], { env });
    expect(stdout).toMatch(/^HTTP\/1\.1 20[04] /);
    expect(seen()).toEqual([expect.stringMatching(call)]);
  });

  test("no sample holds a value that the description does not have", () => {
    const known = JSON.stringify(description);
    const strings = [...typescript.matchAll(/: "(.*?)"/g)].map(([, value]) => value as string);
    expect(strings.filter((value) => !known.includes(JSON.stringify(value)))).toEqual([]);
  });
});

test("the shell snippet of the signing guide is the sample of the call that it signs", () => {
  const { shell } = operations.find(({ id }) => id === "updateApiKeyStatus") ?? {};
  expect(description.info.description).toContain(`\`\`\`sh\n${shell}\`\`\``);
});

test("a description without an example for what a sample must send is refused", () => {
  const poor = structuredClone(bundle);
  Reflect.deleteProperty(poor.components.parameters["product-id"], "example");
  expect(() => withCodeSamples(poor as unknown as OpenAPI3)).toThrow(/"product-id".*no example/);
});

test("a value with a quote stays one word in the shell", async () => {
  const odd = structuredClone(bundle);
  const { patch } = odd.paths["/api/v1/products/{product-id}/api-keys/{api-key-id}"];
  patch.requestBody.content["application/json"].examples.approve.value.status = "it's $HOME";
  const { operation } = operationsOf(withCodeSamples(odd as unknown as OpenAPI3)).at(-1) ?? {};
  const data = operation?.["x-codeSamples"]?.[1]?.source.split("--data ")[1] ?? "";
  const { stdout } = await run("sh", ["-c", `printf %s ${data}`]);
  expect(stdout).toBe(`{"status":"it's $HOME"}`);
});
