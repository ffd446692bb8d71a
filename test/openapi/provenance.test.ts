import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import bundle from "../../generated/openapi.json" with { type: "json" };

const readme = await readFile(new URL("../../openapi/README.md", import.meta.url), "utf8");

const rows = readme
  .slice(readme.indexOf("\n## Provenance\n"))
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const operationIds = Object.values(bundle.paths).flatMap((item) =>
  Object.values(item).flatMap((value) => ("operationId" in value ? [value.operationId] : [])),
);

describe("the provenance table", () => {
  test("names operations that exist, and every operation", () => {
    const named = rows.flatMap(([operations = ""]) => operations.split(", "));
    expect(new Set(named)).toEqual(new Set(["all", ...operationIds.map((id) => `\`${id}\``)]));
  });

  test.each(rows.map((row) => [row[1], row] as const))("%s: choice and sources are given", (_, row) => {
    expect(row).toHaveLength(4);
    expect(row[2]).not.toBe("");
    expect(row[3]).toMatch(/https:\/\//);
  });
});
