import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApiGatewayClient } from "../../src/index.js";
import { type DefaultCredentialsOptions, defaultCredentials } from "../../src/node/index.js";
import { expectedSignature, recordingServer } from "../recording-server.js";
import { credentials } from "../vectors.js";
import { type MetadataServer, metadataServer } from "./metadata-server.js";
import { thrown } from "./thrown.js";

const { accessKey, secretKey } = credentials;
const keys = (name: string) => ({ accessKey: name, secretKey: "s" });

let home: string;
let server: MetadataServer;
const writeConfig = async (text: string) => {
  await mkdir(join(home, ".ncloud"), { recursive: true });
  await writeFile(join(home, ".ncloud", "configure"), text, { mode: 0o600 });
};
/** The chain with a home and a metadata service of its own; keys in the environment are the test's to set. */
const chain = (env: Record<string, string> = {}, options: DefaultCredentialsOptions = {}) =>
  defaultCredentials({
    env: { ...server.env, ...env },
    clock: () => Date.parse("2026-11-23T11:00:00Z"),
    timeout: 10_000,
    ...options,
  });

const inEnv = { NCLOUD_ACCESS_KEY: "from-env", NCLOUD_SECRET_KEY: "s" };
const inFile = "[DEFAULT]\nncloud_access_key_id = from-file\nncloud_secret_access_key = s\n";

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "ncloud-home-"));
  vi.stubEnv("HOME", home);
  vi.stubEnv("USERPROFILE", home);
  server = await metadataServer();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await rm(home, { recursive: true });
});

describe("the order of sources", () => {
  it("is the environment, though the others have keys", async () => {
    await writeConfig(inFile);
    expect(await chain(inEnv)()).toEqual(keys("from-env"));
    expect(server.received).toEqual([]);
  });

  it("is then the file", async () => {
    await writeConfig(inFile);
    expect(await chain()()).toEqual(keys("from-file"));
    expect(server.received).toEqual([]);
  });

  it.each([
    ["there is no file", undefined],
    ["the file has no default profile", "[dev]\nncloud_access_key_id = x\nncloud_secret_access_key = y\n"],
  ])("is then the server role, when %s", async (_, config) => {
    if (config) await writeConfig(config);
    expect(await chain()()).toEqual(credentials);
  });

  it("stays with the source that answered first", async () => {
    const provider = chain();
    await provider();
    await writeConfig(inFile);
    expect(await provider()).toEqual(credentials);
  });

  it("begins anew as long as no source has answered", async () => {
    server.answers.role = { status: 404 };
    const provider = chain();
    await thrown(provider);
    await writeConfig(inFile);
    expect(await provider()).toEqual(keys("from-file"));
  });
});

describe("a source that is there but broken", () => {
  it.each([
    ["half of the environment", { NCLOUD_ACCESS_KEY: accessKey }, inFile, {}, "set both, or neither"],
    ["names that differ", { ...inEnv, NCLOUD_SECRET_ACCESS_KEY: secretKey }, inFile, {}, "both set and differ"],
    ["a malformed file", {}, `${secretKey}\n`, {}, "line 1: expected"],
    ["half of a profile", {}, `ncloud_access_key_id = ${accessKey}\n`, {}, "has no ncloud_secret_access_key"],
    ["a named profile that is missing", {}, inFile, { profile: "ghost" }, 'Profiles there: "DEFAULT".'],
    ["a named path that is missing", {}, inFile, { path: "/no/such/file" }, "There is no file /no/such/file."],
  ])("ends the search: %s", async (_, env, config, options, message) => {
    await writeConfig(config);
    expect((await thrown(chain(env, options))).message).toContain(message);
    expect(server.received).toEqual([]);
  });

  it("leaves the reasons of those before it in the error", async () => {
    server.answers.role = { status: 500 };
    const { message, cause } = await thrown(chain());
    expect(message).toMatch(/The environment sets neither .+ There is no file .+ The metadata service answered 500/);
    expect((cause as AggregateError).errors).toHaveLength(3);
  });
});

it("tells why each source was passed over", async () => {
  server.answers.role = { status: 404 };
  const error = await thrown(chain());
  expect(error.message).toMatch(
    /^No credentials were found\. The environment sets neither .+ There is no file .+configure\. The metadata service knows no role/,
  );
  expect(error.cause).toBeInstanceOf(AggregateError);
  expect((error.cause as AggregateError).errors).toHaveLength(3);
});

it("signs the client's calls", async () => {
  const gateway = await recordingServer();
  const client = createApiGatewayClient({ credentials: chain(), baseUrl: gateway.url });
  await client.GET("/api/v1/products");
  await gateway.close();
  const [received] = gateway.received;
  expect(received?.headers["x-ncp-apigw-signature-v2"]).toBe(received && expectedSignature(received));
});

it("reads the real environment when it is given no options", async () => {
  vi.stubEnv("NCLOUD_ACCESS_KEY_ID", accessKey);
  vi.stubEnv("NCLOUD_SECRET_ACCESS_KEY", secretKey);
  expect(await defaultCredentials()()).toEqual(credentials);
});
