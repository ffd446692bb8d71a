import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { type Description, generatedFiles } from "./generated-files.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const USAGE = `usage: npm run generate [-- --check]

Writes generated/ from openapi/.
  --check   write nothing; fail when a file in generated/ is not what the description says`;

function isCheck(): boolean {
  try {
    return parseArgs({ options: { check: { type: "boolean", default: false } } }).values.check;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** The description as one document, its files turned into components. */
async function bundle(): Promise<Description> {
  const directory = await mkdtemp(join(tmpdir(), "bundle-"));
  try {
    const output = join(directory, "openapi.json");
    const redocly = join(ROOT, "node_modules/@redocly/cli/bin/cli.js");
    await promisify(execFile)(process.execPath, [redocly, "bundle", "main", "--output", output], {
      cwd: ROOT,
    });
    return JSON.parse(await readFile(output, "utf8"));
  } finally {
    await rm(directory, { recursive: true });
  }
}

const check = isCheck();
const drifted: string[] = [];
if (!check) await mkdir(join(ROOT, "generated"), { recursive: true });
for (const [name, text] of await generatedFiles(await bundle())) {
  const file = join(ROOT, "generated", name);
  if (!check) await writeFile(file, text);
  else if ((await readFile(file, "utf8").catch(() => undefined)) !== text) drifted.push(`generated/${name}`);
}

if (drifted.length > 0) {
  console.error(`Not what the description says: ${drifted.join(", ")}\nrun: npm run generate`);
  process.exitCode = 1;
}
