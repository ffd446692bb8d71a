import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const RUNTIMES = fileURLToPath(new URL("../../.runtimes", import.meta.url));
const run = promisify(execFile);

/** Runs the npm that runs this script. */
export async function npm(cwd: string, ...args: string[]): Promise<string> {
  const { npm_execpath } = process.env;
  if (!npm_execpath) throw new Error("Run this with npm: npm run test:runtimes");
  return (await run(process.execPath, [npm_execpath, "--loglevel=error", ...args], { cwd })).stdout;
}

/** Installs one npm package into a folder of its own, without its install scripts; what is there already is kept. */
export async function install(name: string, version: string): Promise<string> {
  const folder = join(RUNTIMES, `${name.replace("/", "+")}@${version}`);
  if (!existsSync(folder)) {
    await mkdir(RUNTIMES, { recursive: true });
    const unfinished = await mkdtemp(`${folder}-`);
    try {
      await writeFile(join(unfinished, "package.json"), "{}");
      await npm(unfinished, "install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`);
      await rename(unfinished, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  return join(folder, "node_modules", name);
}
