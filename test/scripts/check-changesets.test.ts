import { execFile, execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

describe("npm run check-changesets", { timeout: 120_000 }, () => {
  let folder: string;
  let project: string;

  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: project });

  const change = async (name: string, from: string | RegExp, to: string) => {
    const file = join(project, name);
    const text = await readFile(file, "utf8");
    expect(text).toMatch(from);
    await writeFile(file, text.replace(from, to));
  };

  const addChangeset = (size: string) =>
    writeFile(join(project, ".changeset/some-words.md"), `---\n"ncloud-apigateway": ${size}\n---\n\nWhat changed.\n`);

  const check = (cwd = project) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
      const child = execFile(process.execPath, [tsx, "scripts/check-changesets.ts"], { cwd }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
      );
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "changesets-"));
    project = join(folder, "project");
    await mkdir(join(project, ".changeset"), { recursive: true });
    for (const name of [".changeset/config.json", "redocly.yaml", "package.json", "scripts", "generated"]) {
      await cp(join(ROOT, name), join(project, name), { recursive: true });
    }
    await writeFile(join(project, ".gitignore"), "node_modules\n");
    await symlink(join(ROOT, "node_modules"), join(project, "node_modules"), "junction");
    await change("package.json", /"version": ".*"/, '"version": "1.4.2"');
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    git("commit", "--quiet", "--message=release");
  });

  afterEach(() => rm(folder, { recursive: true }));

  test("says when there is no release to compare with, and is not fooled by a part of the history", async () => {
    const first = await check();
    expect(first.output).toContain("No release is tagged here yet");
    expect(first.code).toBe(0);

    git("commit", "--quiet", "--allow-empty", "--message=later");
    git("clone", "--quiet", "--depth=1", `file://${project}`, join(folder, "shallow"));
    await symlink(join(ROOT, "node_modules"), join(folder, "shallow/node_modules"), "junction");
    const shallow = await check(join(folder, "shallow"));
    expect(shallow.output).toContain("run: git fetch --unshallow --tags");
    expect(shallow.code).toBe(1);
  });

  test("other words need a patch, and no change needs nothing", async () => {
    git("tag", "v1.4.2");
    expect((await check()).code).toBe(0);

    await change("generated/openapi.json", '"summary": "List products"', '"summary": "List all products"');
    const refused = await check();
    expect(refused.output).toContain("Since v1.4.2 the description has changed by more than version 1.4.2 may bring.");
    expect(refused.output).toContain("run: npx changeset");
    expect(refused.code).toBe(1);

    await addChangeset("patch");
    expect((await check()).code).toBe(0);
  });

  test("a new field needs a minor version, also when the changesets have become one", async () => {
    git("tag", "v1.4.2");
    await change(
      "generated/openapi.json",
      '"productName": {',
      '"productMotto": { "description": "A motto.", "type": "string" }, "productName": {',
    );
    await addChangeset("patch");
    const refused = await check();
    expect(refused.output).toContain("productMotto");
    expect(refused.output).toContain("more than version 1.4.3 may bring");
    expect(refused.code).toBe(1);

    await addChangeset("minor");
    expect((await check()).code).toBe(0);

    await rm(join(project, ".changeset/some-words.md"));
    await change("package.json", '"version": "1.4.2"', '"version": "1.5.0"');
    expect((await check()).code).toBe(0);
  });

  test("an operation that is gone needs a major version", async () => {
    git("tag", "v1.0.0");
    git("tag", "v1.4.2");
    await change("generated/openapi.json", '"patch": {', '"put": {');
    await addChangeset("minor");
    const refused = await check();
    expect(refused.output).toContain("Since v1.4.2");
    expect(refused.output).toMatch(/major .*removed/);
    expect(refused.code).toBe(1);

    await addChangeset("major");
    expect((await check()).code).toBe(0);
  });
});
