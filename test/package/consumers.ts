import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import manifest from "../../package.json" with { type: "json" };
import { pack } from "./pack.js";

// usage: npm run test:package
// Installs the packed package where users would, and tries what they would, with the files of consumers/.

const COMPILERS = { "5.5": "5.5.4", "5.9": "5.9.3", "6.0": "6.0.3", "7.0": "7.0.2" };
const ON_NODE = { lib: ["ES2022"], types: ["node"] };
const ON_THE_WEB = { lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] };
const RESOLUTIONS = {
  node16: { module: "node16", ...ON_NODE },
  nodenext: { module: "nodenext", ...ON_NODE },
  bundler: { module: "esnext", ...ON_THE_WEB },
};
const SETTINGS = {
  strict: {},
  "and skipLibCheck": { skipLibCheck: true },
  "and exactOptionalPropertyTypes": { skipLibCheck: true, exactOptionalPropertyTypes: true },
};
type Compiler = keyof typeof COMPILERS;

const folder = await mkdtemp(join(tmpdir(), "consumers-"));
const failures: string[] = [];
let passed = 0;

/** Runs a program in the consumers' project; gives what it printed. */
async function run(program: string, ...args: string[]): Promise<string> {
  const options = { cwd: folder, shell: program === "npm" && process.platform === "win32" };
  return (await promisify(execFile)(program, args, options)).stdout;
}

/** Tries one thing; gives the cell of the table that tells how it went. */
async function attempt(name: string, work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    passed += 1;
    return "ok";
  } catch (error) {
    const { stdout = "", message } = error as Error & { stdout?: string };
    failures.push(`${name}\n${stdout || message}`);
    return "FAILED";
  }
}

async function compile(compiler: Compiler, name: string, compilerOptions: object, files: string[]): Promise<void> {
  const project = join(folder, `${name.replace(/\W+/g, "-")}.json`);
  const always = { target: "ES2022", strict: true, noEmit: true };
  await writeFile(project, JSON.stringify({ compilerOptions: { ...always, ...compilerOptions }, files }));
  await run(process.execPath, `node_modules/typescript-${compiler}/bin/tsc`, "--project", project);
}

async function expectNoContent(file: string): Promise<void> {
  const printed = await run(process.execPath, file);
  if (printed !== "204\n") throw new Error(`${file} printed ${JSON.stringify(printed)} instead of 204.`);
}

async function bundleAndRun(): Promise<void> {
  const entry = { entryPoints: ["browser.js"], absWorkingDir: folder, outfile: "bundle.js" };
  await build({ ...entry, bundle: true, platform: "browser", format: "esm", logLevel: "silent" });
  await expectNoContent("run-bundle.js");
}

/** Compiling has to fail where the types are gone: else the matrix would pass whatever is in the package. */
async function expectRefusal(file: string, text: string): Promise<void> {
  const declarations = join(folder, "node_modules/ncloud-apigateway/dist", file);
  await cp(declarations, `${declarations}.kept`);
  await writeFile(declarations, text);
  const options = { ...RESOLUTIONS.bundler, skipLibCheck: true };
  const compiled = await compile("7.0", "refusal", options, ["typed.ts"]).then(
    () => true,
    () => false,
  );
  await cp(`${declarations}.kept`, declarations);
  if (compiled) throw new Error(`The wrong calls compile when ${file} is ${text}`);
}

const line = (...cells: string[]) =>
  console.log([32, 10, 18, 0].map((width, index) => cells[index]?.padEnd(width)).join(""));

try {
  const { file, names } = await pack(folder);
  console.log(`${names.length} files in the package, installed on Node ${process.version}\n`);
  await cp(fileURLToPath(new URL("consumers", import.meta.url)), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run(
    "npm",
    ...["install", "--ignore-scripts", "--no-audit", "--no-fund", file],
    ...(["openapi-backend", "@types/node"] as const).map((name) => `${name}@${manifest.devDependencies[name]}`),
    ...Object.entries(COMPILERS).map(([name, version]) => `typescript-${name}@npm:typescript@${version}`),
  );

  line("the README's call compiles", ...Object.keys(SETTINGS));
  for (const compiler of Object.keys(COMPILERS) as Compiler[]) {
    for (const [resolution, options] of Object.entries(RESOLUTIONS)) {
      // TypeScript lets CommonJS require ES modules since 5.8, in nodenext alone.
      const files = resolution === "nodenext" && compiler !== "5.5" ? ["typed.ts", "typed.cts"] : ["typed.ts"];
      const cells = Object.entries(SETTINGS).map(([setting, more]) => {
        const name = `TypeScript ${compiler}, ${resolution}, ${setting}`;
        const compilerOptions = { moduleResolution: resolution, ...options, ...more };
        return attempt(name, () => compile(compiler, name, compilerOptions, files));
      });
      line(`TypeScript ${compiler}, ${resolution}`, ...(await Promise.all(cells)));
    }
  }

  line("\nthe README's call is answered 204");
  const programs = {
    "JavaScript, import": () => expectNoContent("import.js"),
    "JavaScript, require()": () => expectNoContent("require.cjs"),
    "esbuild, for browsers": bundleAndRun,
  };
  for (const [name, work] of Object.entries(programs)) line(name, await attempt(name, work));

  line("\nwrong calls are noticed");
  // The package damaged as a bad build would damage it: with types that say nothing, a wrong call would compile.
  const losses = {
    "the client is any": () => expectRefusal("src/client.d.ts", "export declare const createApiGatewayClient: any;"),
    "the paths are any": () => expectRefusal("generated/schema.d.ts", "export type paths = any;"),
    "the paths are gone": () => expectRefusal("generated/schema.d.ts", ""),
  };
  for (const [name, work] of Object.entries(losses)) line(name, await attempt(name, work));
} finally {
  await rm(folder, { recursive: true });
}

for (const failure of failures) console.log(`\n${failure}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
