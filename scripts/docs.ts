import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { servePreview } from "./docs-preview.js";
import { buildSite, pages, SOURCES } from "./docs-site.js";

const SITE = fileURLToPath(new URL("../site", import.meta.url));
const USAGE = `usage: npm run docs [-- --serve]

Writes the documentation to site/, one self-contained page a language.
  --serve   then serves it, and builds it again whenever openapi/ or the template of the page changes`;

function isServe(): boolean {
  try {
    return parseArgs({ options: { serve: { type: "boolean", default: false } } }).values.serve;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const serve = isServe();
await buildSite(SITE);
for (const { name, file } of pages) console.log(`site/${file}  ${name}`);
if (serve) {
  const { url } = await servePreview({ site: SITE, sources: SOURCES, build: () => buildSite(SITE) });
  console.log(`${url}  rebuilt when openapi/ or the template of the page changes; end it with Ctrl+C`);
}
