import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, parseDocument } from "yaml";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** One way to break the description, and the rule that must notice: delete what stands at a place, or put a value there. */
interface Break {
  rule: string;
  file: string;
  at: string[];
  value?: unknown;
}

const STATUS_PATH = "paths/products_{product-id}_api-keys_{api-key-id}.yaml";
const REQUEST_EXAMPLE = ["patch", "requestBody", "content", "application/json", "examples", "approve"];

const BREAKS: Break[] = [
  {
    rule: "no-invalid-media-type-examples",
    file: STATUS_PATH,
    at: [...REQUEST_EXAMPLE, "value", "status"],
    value: "DENY",
  },
  {
    rule: "no-invalid-parameter-examples",
    file: "components/parameters/limit.yaml",
    at: ["example"],
    value: 0,
  },
  {
    rule: "no-invalid-schema-examples",
    file: "components/schemas/ApiKeyStatusChange.yaml",
    at: ["properties", "status", "examples"],
    value: ["DENY"],
  },
  {
    rule: "no-unused-components",
    file: "openapi.yaml",
    at: ["components", "schemas"],
    value: { Unused: { type: "string" } },
  },
  { rule: "operation-description", file: "paths/products.yaml", at: ["get", "description"] },
  {
    rule: "operation-tag-defined",
    file: "paths/products.yaml",
    at: ["get", "tags"],
    value: ["Elsewhere"],
  },
  { rule: "parameter-description", file: "components/parameters/offset.yaml", at: ["description"] },
  { rule: "rule/operation-external-docs", file: "paths/products.yaml", at: ["get", "externalDocs"] },
  { rule: "rule/operation-failures", file: "paths/products.yaml", at: ["get", "responses", "default"] },
  { rule: "rule/operation-idempotent", file: "paths/products.yaml", at: ["get", "x-idempotent"] },
  {
    rule: "rule/operation-idempotent",
    file: STATUS_PATH,
    at: ["patch", "x-idempotent"],
    value: "perhaps",
  },
  {
    rule: "rule/summary-sentence-case",
    file: "paths/products.yaml",
    at: ["get", "summary"],
    value: "List Products",
  },
  {
    rule: "rule/summary-sentence-case",
    file: STATUS_PATH,
    at: ["patch", "summary"],
    value: "approve or reject an API key",
  },
  { rule: "rule/parameter-example", file: "components/parameters/product-id.yaml", at: ["example"] },
  {
    rule: "rule/property-description",
    file: "components/schemas/ProductList.yaml",
    at: ["properties", "productPage", "properties", "total", "description"],
  },
  {
    rule: "rule/property-example",
    file: "components/schemas/Product.yaml",
    at: ["properties", "productName", "examples"],
  },
  { rule: "rule/items-example", file: "components/schemas/ApiKeyStatus.yaml", at: ["examples"] },
  {
    rule: "rule/response-description",
    file: "components/responses/Forbidden.yaml",
    at: ["description"],
    value: "",
  },
];

interface Problem {
  ruleId: string;
  severity: string;
  location: { source: { ref: string } }[];
}

/** "severity: rule in file" for each problem that the linter reports in a copy of the description. */
async function lint(directory: string): Promise<string[]> {
  const cli = join(ROOT, "node_modules/@redocly/cli/bin/cli.js");
  const output = await new Promise<string>((resolve) => {
    // The linter exits with 1 when it reports anything, so what it says counts, not how it ends.
    execFile(process.execPath, [cli, "lint", "--format", "json"], { cwd: directory }, (_, stdout) => resolve(stdout));
  });
  const { problems } = JSON.parse(output) as { problems: Problem[] };
  return problems.map(({ severity, ruleId, location }) => `${severity}: ${ruleId} in ${location[0]?.source.ref}`);
}

async function broken(directory: string, { file, at, value }: Break): Promise<void> {
  const path = join(directory, "openapi", file);
  const document = parseDocument(await readFile(path, "utf8"));
  if (value !== undefined) document.setIn(at, value);
  else if (!document.deleteIn(at)) throw new Error(`${file} has nothing at ${at.join(".")} to delete.`);
  await writeFile(path, document.toString());
}

describe("the linter", () => {
  let directory: string;
  let before: string[];
  let after: string[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "lint-"));
    for (const name of ["openapi", "redocly.yaml"]) {
      await cp(join(ROOT, name), join(directory, name), { recursive: true });
    }
    before = await lint(directory);
    for (const change of BREAKS) await broken(directory, change);
    after = await lint(directory);
  }, 60_000);

  afterAll(() => rm(directory, { recursive: true }));

  test("finds nothing in the description as it is", () => {
    expect(before).toEqual([]);
  });

  test.each(BREAKS)("$rule notices a change in $file at $at", ({ rule, file }) => {
    expect(after).toContain(`error: ${rule} in openapi/${file}`);
  });

  test("has no rule of ours that no break above puts to the proof", async () => {
    const { rules } = parse(await readFile(join(ROOT, "redocly.yaml"), "utf8")) as { rules: object };
    expect(BREAKS.map(({ rule }) => rule)).toEqual(expect.arrayContaining(Object.keys(rules)));
  });

  test("is told to ignore nothing and to report nothing home", async () => {
    const config = parse(await readFile(join(ROOT, "redocly.yaml"), "utf8")) as { telemetry: string };
    expect(config.telemetry).toBe("off");
    await expect(readFile(join(ROOT, ".redocly.lint-ignore.yaml"))).rejects.toThrow("ENOENT");
  });
});
