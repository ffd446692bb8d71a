import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

describe("npm run generate", { timeout: 60_000 }, () => {
  let project: string;

  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), "generate-"));
    for (const name of ["openapi", "redocly.yaml", "package.json", "scripts", "generated"]) {
      await cp(join(ROOT, name), join(project, name), { recursive: true });
    }
    await symlink(join(ROOT, "node_modules"), join(project, "node_modules"), "junction");
  });

  afterEach(() => rm(project, { recursive: true }));

  const generate = (...args: string[]) =>
    new Promise<{ code: number; stderr: string }>((resolve) => {
      const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
      const child = execFile(
        process.execPath,
        [tsx, "scripts/generate.ts", ...args],
        { cwd: project },
        (_, __, stderr) => resolve({ code: child.exitCode ?? -1, stderr }),
      );
    });

  const generated = (name: string) => readFile(join(project, "generated", name), "utf8");

  test("--check names what drifted or is missing, says what to run, and writes nothing", async () => {
    await rm(join(project, "generated/schema.ts"));
    await appendFile(join(project, "generated/operations.ts"), "// edited by hand\n");
    const edited = await generated("operations.ts");

    const { code, stderr } = await generate("--check");
    expect(code).toBe(1);
    expect(stderr).toContain("generated/operations.ts, generated/schema.ts\n");
    expect(stderr).not.toContain("generated/openapi.json");
    expect(stderr).toContain("run: npm run generate");
    expect(await generated("operations.ts")).toBe(edited);
    await expect(generated("schema.ts")).rejects.toThrow("ENOENT");
  });

  test("writes every file anew, also where there is no folder yet, and --check agrees", async () => {
    await rm(join(project, "generated"), { recursive: true });
    expect((await generate()).code).toBe(0);
    for (const name of ["openapi.json", "operations.ts", "schema.ts"]) {
      expect(await generated(name)).toBe(await readFile(join(ROOT, "generated", name), "utf8"));
    }
    expect(await generate("--check")).toEqual({ code: 0, stderr: "" });
  });

  test("--check notices a change of the description in every file that it concerns", async () => {
    await appendFile(join(project, "openapi/components/parameters/limit.yaml"), "deprecated: true\n");
    const { code, stderr } = await generate("--check");
    expect(code).toBe(1);
    expect(stderr).toContain("generated/openapi.json, generated/schema.ts\n");
  });

  test("a flag it does not know is a usage error", async () => {
    const { code, stderr } = await generate("--chekc");
    expect(code).toBe(2);
    expect(stderr).toContain("--chekc");
    expect(stderr).toContain("usage: npm run generate");
  });
});
