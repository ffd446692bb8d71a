import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import bundle from "../../generated/openapi.json" with { type: "json" };

const OPENAPI = fileURLToPath(new URL("../../openapi", import.meta.url));

const files = (await readdir(OPENAPI, { recursive: true }))
  .filter((file) => file.endsWith(".yaml") && !file.startsWith("overlay."))
  .sort();

/** Every file that can be reached from the front door by following references, the door included. */
async function reached(file = "openapi.yaml", seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const reference of references(parse(await readFile(join(OPENAPI, file), "utf8")))) {
    await reached(relative(OPENAPI, join(OPENAPI, dirname(file), reference)), seen);
  }
  return seen;
}

function references(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "$ref" ? [value] : references(value)));
}

describe("the files of the description", () => {
  test("are all referred to", async () => {
    expect([...(await reached())].sort()).toEqual(files);
  });

  test("have base names of their own, in upper and lower case alike", () => {
    const names = files.map((file) => basename(file).toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("are named by their URL under paths/", async () => {
    const door = parse(await readFile(join(OPENAPI, "openapi.yaml"), "utf8")) as {
      paths: Record<string, { $ref: string }>;
    };
    for (const [path, { $ref }] of Object.entries(door.paths)) {
      expect($ref).toBe(`paths/${path.replace("/api/v1/", "").replaceAll("/", "_")}.yaml`);
    }
  });

  test("are named by their component under components/", () => {
    const components = Object.entries(bundle.components).flatMap(([section, members]) =>
      Object.keys(members).map((name) => `components/${section}/${name}.yaml`),
    );
    expect(components.sort()).toEqual(files.filter((file) => file.startsWith("components/")));
  });
});

describe("the bundled description", () => {
  test("has no component whose name had to be told apart by a number", () => {
    const names = Object.values(bundle.components).flatMap((section) => Object.keys(section));
    expect(names.filter((name) => /-\d+$/.test(name))).toEqual([]);
  });

  test("has unique operation ids", () => {
    const ids = operationIds(bundle.paths);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

function operationIds(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === "operationId" ? [String(value)] : operationIds(value),
  );
}
