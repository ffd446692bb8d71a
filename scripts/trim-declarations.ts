import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

// tsc writes a declaration for each source file. Those that no entry point leads to would be ballast in the package.
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

const entries = Object.values<string | { types: string }>(exports)
  .filter((entry) => typeof entry === "object")
  .map(({ types }) => join(ROOT, types));
const program = ts.createProgram(entries, { module: ts.ModuleKind.NodeNext, noLib: true, types: [] });
const needed = new Set(program.getSourceFiles().map(({ fileName }) => join(fileName)));

const dist = join(ROOT, "dist");
for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (name.endsWith(".d.ts") && !needed.has(join(dist, name))) rmSync(join(dist, name));
}
