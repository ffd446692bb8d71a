import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Packs the project as `npm publish` would, into a folder.
 *
 * @param ignoreScripts take `dist/` as it is, instead of building it anew.
 */
export async function pack(folder: string, { ignoreScripts = false } = {}): Promise<{ file: string; names: string[] }> {
  const args = ["pack", "--json", "--pack-destination", folder, `--ignore-scripts=${ignoreScripts}`];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: ROOT, shell: process.platform === "win32" });
  // A script that npm runs may write above the JSON.
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.lastIndexOf("\n[") + 1));
  return { file: join(folder, filename), names: files.map(({ path }: { path: string }) => path).sort() };
}
