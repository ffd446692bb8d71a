import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData, type Problem } from "@arethetypeswrong/core";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { pack } from "./pack.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let folder: string;
let names: string[];
let tarball: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tarball-"));
  const packed = await pack(folder, { ignoreScripts: true });
  names = packed.names;
  tarball = new Uint8Array(await readFile(packed.file));
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

const entries = (condition: "types" | "default") =>
  Object.values(manifest.exports).flatMap((entry) => (typeof entry === "string" ? [] : [entry[condition]]));

test("holds what the entry points lead to, papers, and nothing else", async () => {
  const declarations = ts
    .createProgram(entries("types"), { module: ts.ModuleKind.NodeNext, noLib: true, types: [] })
    .getSourceFiles()
    .map(({ fileName }) => fileName.replace(ROOT, ""))
    .filter((name) => name.startsWith("dist/"));

  // The web's HMAC is found only under the browser's conditions.
  const code = await Promise.all(
    (["node", "browser"] as const).map(async (platform) => {
      const { metafile } = await build({
        entryPoints: entries("default"),
        absWorkingDir: ROOT,
        bundle: true,
        packages: "external",
        external: ["node:*"],
        format: "esm",
        platform,
        outdir: folder,
        write: false,
        metafile: true,
      });
      return Object.keys(metafile.inputs);
    }),
  );

  const papers = ["CHANGELOG.md", "LICENSE", "README.md", "README.ko.md", "package.json"];
  expect(names).toEqual([...new Set([...papers, ...declarations, ...code.flat()])].sort());
});

test("publint finds nothing to say", async () => {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test("types resolve wherever ESM does", async () => {
  const { problems } = (await checkPackage(createPackageFromTarballData(tarball))) as { problems: Problem[] };
  const found = problems.map((problem) => [problem.kind, "resolutionKind" in problem && problem.resolutionKind].join());
  expect([...new Set(found)].sort()).toEqual([
    // The package is ESM alone. Node loads that with require() from 20.19 on, which consumers.test.ts tries, so a
    // second copy for CommonJS would be one more thing that can go wrong.
    "CJSResolvesToESM,node16-cjs",
    // The way of looking for modules before `exports`, which TypeScript 7 no longer has.
    "NoResolution,node10",
  ]);
});

test("runs no script on the machine of who installs it", () => {
  const onInstall = ["preinstall", "install", "postinstall", "prepare"];
  expect(Object.keys(manifest.scripts).filter((name) => onInstall.includes(name))).toEqual([]);
});
