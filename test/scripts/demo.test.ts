import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createSandbox, type ListeningSandbox, type Sandbox } from "../../src/sandbox/index.js";
import { credentials } from "../sandbox/support.js";

const root = new URL("../..", import.meta.url);
const keys = { NCLOUD_ACCESS_KEY: ` ${credentials.accessKey}\n`, NCLOUD_SECRET_KEY: `\t${credentials.secretKey} ` };

// Each test starts processes of its own.
vi.setConfig({ testTimeout: 60_000 });

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the demo as npm does, but for the build; it has to end by itself. */
function demo(args: string[] = [], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/demo.ts", ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
    });
    const run = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => {
      run.stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      run.stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...run }));
  });
}

describe("npm start", () => {
  test("tells the story, step by step, and ends", async () => {
    const { code, stdout, stderr } = await demo();
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const lines = stdout.split("\n");
    const start = lines.findIndex((line) => line.startsWith("METHOD"));
    const steps = lines.slice(start + 1, start + 8).map((line) => line.split(/ {2,}/));
    const search = "/api/v1/products/k3sk9x1p2q/api-keys/search";
    const key = "/api/v1/products/k3sk9x1p2q/api-keys/";
    expect(steps).toEqual([
      ["GET", "/api/v1/products", "200", "nothing: product k3sk9x1p2q is weather-api, PROTECTED"],
      ["POST", search, "200", "nothing: 2 keys wait in REQUEST, a1fmy2b3c4 and b2gnz3c4d5"],
      ["PATCH", `${key}a1fmy2b3c4`, "204", "key a1fmy2b3c4: REQUEST to ACCEPTED"],
      ["POST", search, "200", "nothing: key a1fmy2b3c4 reads back as ACCEPTED"],
      ["PATCH", `${key}b2gnz3c4d5`, "204", "key b2gnz3c4d5: REQUEST to REJECTED"],
      ["POST", search, "200", "nothing: key b2gnz3c4d5 reads back as REJECTED"],
      ["PATCH", `${key}a1fmy2b3c4`, "401", "nothing: signed with a wrong secret key, and refused"],
    ]);
    const statusColumn = lines.slice(start, start + 8).map((line) => line.slice(61, 67).trim());
    expect(statusColumn).toEqual(["STATUS", ...steps.map(([, , status]) => status)]);
    expect(stdout).toContain("Authentication Failed");
    expect(stdout).toMatch(/secret key/);
  });

  test("--help explains", async () => {
    const { code, stdout, stderr } = await demo(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const word of ["--live", "--product", "--key", "--status", "--region", "--base-url", "--yes", "Exit code"]) {
      expect(stdout).toContain(word);
    }
  });
});

describe("npm start -- --live", () => {
  let sandbox: Sandbox;
  let listening: ListeningSandbox;
  let call: string[];
  beforeAll(async () => {
    sandbox = createSandbox({ credentials });
    listening = await sandbox.listen();
    const ids = ["--product", "k3sk9x1p2q", "--key", "a1fmy2b3c4"];
    call = ["--live", ...ids, "--status", "ACCEPTED", "--base-url", listening.url];
  });
  afterAll(() => listening.close());

  const replaced = (name: string, value: string) =>
    call.map((word, index) => (call[index - 1] === name ? value : word));
  const without = (name: string) => {
    const index = call.indexOf(name);
    return call.filter((_, position) => position !== index && position !== index + 1);
  };

  test("shows what it would send, and sends it only with --yes", async () => {
    const shown = await demo(call, keys);
    expect(shown.code).toBe(2);
    expect(shown.stderr).toContain('PATCH /api/v1/products/k3sk9x1p2q/api-keys/a1fmy2b3c4 with {"status":"ACCEPTED"}');
    expect(shown.stderr).toContain(listening.url);
    expect(shown.stderr).toContain("--yes");
    expect(sandbox.requests).toEqual([]);

    const sent = await demo([...call, "--yes"], keys);
    expect(sent).toMatchObject({ code: 0, stderr: "" });
    expect(sent.stdout).toMatch(
      /^PATCH {3}\/api\/v1\/products\/k3sk9x1p2q\/api-keys\/a1fmy2b3c4 +204 +key a1fmy2b3c4 is/m,
    );
    expect(sandbox.apiKeys[0]?.status).toBe("ACCEPTED");
  });

  test("without --base-url, it names the region", async () => {
    const { code, stderr } = await demo([...without("--base-url"), "--region", "gov"], keys);
    expect(code).toBe(2);
    expect(stderr).toContain("the gov gateway");
    expect((await demo(without("--base-url"), keys)).stderr).toContain("the public gateway");
  });

  test("a refusal is explained, and no key is shown", async () => {
    const secret = "WRONGsecretWRONGsecretWRONGsecretWRONGse";
    const { code, stdout, stderr } = await demo([...call, "--yes"], { ...keys, NCLOUD_SECRET_KEY: secret });
    expect(code).toBe(1);
    expect(stderr).toMatch(/401 \(code 200\).*Authentication Failed/);
    expect(stderr).toMatch(/secret key/);
    expect(stdout + stderr).not.toContain(secret);
    expect(stdout + stderr).not.toContain(credentials.accessKey);
  });

  test("a gateway that is not there", async () => {
    const gone = await sandbox.listen();
    await gone.close();
    const { code, stderr } = await demo([...replaced("--base-url", gone.url), "--yes"], keys);
    expect(code).toBe(1);
    expect(stderr).toContain("ECONNREFUSED");
  });

  test.each<[string, () => string[], Record<string, string>, string]>([
    ["an unknown option", () => [...call, "--force"], keys, "--force"],
    ["a stray word", () => [...call, "now"], keys, "now"],
    ["an option of --live alone", () => ["--yes"], keys, "--yes is of use only together with --live."],
    ["no product", () => without("--product"), keys, "--product ID is missing."],
    ["no key", () => without("--key"), keys, "--key ID is missing."],
    ["no status", () => without("--status"), keys, "--status must be ACCEPTED or REJECTED."],
    ["another status", () => replaced("--status", "accepted"), keys, "--status must be ACCEPTED or REJECTED."],
    ["no access key", () => call, { NCLOUD_SECRET_KEY: "s" }, "but not NCLOUD_ACCESS_KEY_ID or NCLOUD_ACCESS_KEY"],
    [
      "an empty secret key",
      () => call,
      { ...keys, NCLOUD_SECRET_KEY: "  " },
      "but not NCLOUD_SECRET_ACCESS_KEY or NCLOUD_SECRET_KEY",
    ],
    ["a blank in a key", () => call, { ...keys, NCLOUD_ACCESS_KEY: "a b" }, "credentials.accessKey"],
    ["an unknown region", () => [...without("--base-url"), "--region", "moon"], keys, 'got "moon"'],
    ["http to another host", () => replaced("--base-url", "http://gateway.example"), keys, "must be https"],
    ["an id that is another path", () => replaced("--product", ".."), keys, 'Path parameter "product-id"'],
  ])("%s: exit code 2, and nothing is sent", async (_, args, env, message) => {
    sandbox.requests.length = 0;
    const { code, stdout, stderr } = await demo([...args(), ...(args().includes("--yes") ? [] : ["--yes"])], env);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(sandbox.requests).toEqual([]);
  });
});
