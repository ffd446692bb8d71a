import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";

export type Platform = NonNullable<BuildOptions["platform"]>;

export interface Bundle {
  /** Bytes after minifying. */
  minified: number;
  /** Bytes after minifying and gzip. */
  gzipped: number;
  /** The files of which any byte is left. */
  files: string[];
}

/** What bundlers of users make of the built package, which they find through its `exports` and `imports`. */
export async function bundle(code: string, platform: Platform): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL("../..", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform,
    external: ["openapi-backend"],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : []));
  const output = outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: output.length, gzipped: gzipSync(output, { level: 9 }).length, files };
}
