import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";

// Code blocks become files inside the package, so that they import it by its own name, as built: like a user's.

/** Writes each block to a file of its own, in a folder for one test. */
export function writeBlocks(folder: string, blocks: Record<string, string>): string[] {
  const directory = new URL(`./blocks/${folder}/`, import.meta.url);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return Object.entries(blocks).map(([name, code]) => {
    const file = fileURLToPath(new URL(`${name}.ts`, directory));
    writeFileSync(file, code);
    return file;
  });
}

/** What the compiler has to say against files, one line a problem. */
export function compile(files: string[]): string[] {
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: ["node"],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file
      ? `${file.fileName.split("/").at(-1)}:${file.getLineAndCharacterOfPosition(start).line + 1} `
      : "";
    return line + ts.flattenDiagnosticMessageText(messageText, " ");
  });
}

/** Runs a file as a program whose gateway is a sandbox, and gives what it printed. */
export async function run(file: string): Promise<string> {
  const sandboxed = fileURLToPath(new URL("./sandboxed.ts", import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    "--import",
    "tsx",
    "--import",
    sandboxed,
    file,
  ]);
  return stdout + stderr;
}
