import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { OpenAPI3 } from "openapi-typescript";
import { operationsOf, withCodeSamples } from "./docs-samples.js";
import { mapTexts, unwrapLines } from "./docs-texts.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** One page of the site: the whole description in one language. */
export interface Page {
  lang: "en" | "ko";
  locale: string;
  /** The language's own name for itself. */
  name: string;
  /** The file in the site. */
  file: string;
  /** The OpenAPI Overlay that puts the description into this language; English is its source and needs none. */
  overlay?: string;
}

const ENGLISH: Page = { lang: "en", locale: "en_US", name: "English", file: "index.html" };
const KOREAN: Page = {
  lang: "ko",
  locale: "ko_KR",
  name: "한국어",
  file: "ko.html",
  overlay: "openapi/overlay.ko.yaml",
};

export const pages: readonly Page[] = [ENGLISH, KOREAN];

/** The directories that the site is made from. */
export const SOURCES = [join(ROOT, "openapi"), join(ROOT, "scripts")];

/** What Redoc is told of itself. Without languages of ours it would invent samples, which do not sign. */
const REDOC_OPTIONS = {
  codeSamples: { languages: [{ lang: "TypeScript" }, { lang: "Shell", label: "curl" }] },
  scrollYOffset: 40,
};

/**
 * What Redoc has no setting for, as text of its script → what it becomes: it would fetch its logo from a host of its
 * own, and speaks English only. Each text must be there exactly once.
 */
const REDOC_EDITS: [text: string, becomes: string][] = [
  ["`https://cdn.redoc.ly/redoc/logo-mini-full.svg`", "redocLogo"],
  ["`https://cdn.redoc.ly/redoc/logo-mini.svg`", "redocLogo"],
  ["useTranslate:()=>({translate:(e,t)=>", "useTranslate:()=>({translate:(e,t)=>redocLabels[e]||"],
];

/** Builds the site: one self-contained file a language. */
export async function buildSite(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await Promise.all(pages.map((page) => buildPage(page, directory)));
}

/** The bundled description in the language of a page. */
export async function describePage({ overlay }: Page): Promise<OpenAPI3> {
  return withTemporaryFile("openapi.json", async (file) => {
    await redocly("bundle", "main", "--output", file, ...(overlay ? ["--overlay", overlay] : []));
    return JSON.parse(await readFile(file, "utf8"));
  });
}

async function buildPage(page: Page, directory: string): Promise<void> {
  const description = mapTexts(withOriginals(withCodeSamples(await describePage(page))), unwrapLines);
  const other = page === ENGLISH ? KOREAN : ENGLISH;
  const template = {
    lang: page.lang,
    locale: page.locale,
    summary: description.info.summary,
    labels: page === KOREAN ? await readFile(join(ROOT, "scripts/docs-labels.ko.json"), "utf8") : "{}",
    "other.lang": other.lang,
    "other.name": other.name,
    "other.file": other.file,
  };
  const output = join(directory, page.file);
  await withTemporaryFile("openapi.json", async (input) => {
    await writeFile(input, JSON.stringify(description));
    await redocly(
      ...["build-docs", input, "--output", output, "--inlineBundle"],
      ...["--template", "scripts/docs-page.hbs", "--openapi", JSON.stringify(REDOC_OPTIONS)],
      ...Object.entries(template).map(([name, value]) => `--templateOptions.${name}=${value}`),
    );
  });
  await writeFile(output, REDOC_EDITS.reduce(edit, await readFile(output, "utf8")));
}

/** The description with `externalDocs` of each operation in its text, too, as Redoc does not show it. */
function withOriginals(description: OpenAPI3): OpenAPI3 {
  const copy = structuredClone(description);
  for (const { operation } of operationsOf(copy)) {
    if (!operation.externalDocs) continue;
    const { description: name, url } = operation.externalDocs;
    operation.description = `${operation.description ?? ""}\n\n[${name ?? url}](${url})`;
  }
  return copy;
}

function edit(html: string, [text, becomes]: [string, string]): string {
  const [before, after, ...more] = html.split(text);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`Redoc's script no longer has ${text} exactly once. See what took its place, and edit that.`);
  }
  return before + becomes + after;
}

async function redocly(...args: string[]): Promise<void> {
  const cli = join(ROOT, "node_modules/@redocly/cli/bin/cli.js");
  await promisify(execFile)(process.execPath, [cli, ...args], { cwd: ROOT });
}

async function withTemporaryFile<T>(name: string, use: (file: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "docs-"));
  try {
    return await use(join(directory, name));
  } finally {
    await rm(directory, { recursive: true });
  }
}
