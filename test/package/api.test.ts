import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

// What users can import, with its types, as API Extractor sees it in dist/. A change of it shows in review as a change
// of the files in api/. If it is meant: npm run record-api
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "api-"));
});
afterAll(() => rm(folder, { recursive: true }));

const entries = Object.entries(manifest.exports).flatMap(([name, entry]) =>
  typeof entry === "string" ? [] : [{ name: name === "." ? "index" : name.slice(2), types: entry.types }],
);

test.each(entries)(
  "the public API of $name is the one on record",
  async ({ name, types }) => {
    const config = ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: join(ROOT, "package.json"),
      configObject: {
        projectFolder: ROOT,
        mainEntryPointFilePath: join(ROOT, types),
        compiler: { tsconfigFilePath: join(ROOT, "tsconfig.json") },
        apiReport: {
          enabled: true,
          includeForgottenExports: true,
          reportFileName: name,
          reportFolder: folder,
          reportTempFolder: join(folder, "temp"),
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        newlineKind: "lf",
      },
    });
    const errors: string[] = [];
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        if (message.logLevel === "error") errors.push(message.text);
        message.handled = true;
      },
    });
    expect(errors).toEqual([]);
    const report = await readFile(join(folder, `${name}.api.md`), "utf8");
    await expect(report).toMatchFileSnapshot(`api/${name}.api.md`);
  },
  60_000,
);
