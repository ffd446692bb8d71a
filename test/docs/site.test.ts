import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import axe, { type AxeResults } from "axe-core";
import type { OpenAPI3 } from "openapi-typescript";
import type { Browser, BrowserContextOptions, Locator, Page as Tab } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { operationsOf, withCodeSamples } from "../../scripts/docs-samples.js";
import { describePage, type Page, pages } from "../../scripts/docs-site.js";
import { createSandbox } from "../../src/sandbox/index.js";
import { launchChromium } from "../browser.js";
import { credentials } from "../vectors.js";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCREENSHOTS = fileURLToPath(new URL("./screenshots/", import.meta.url));
const DESKTOP = { width: 1400, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What a reader of each page searches for, and how it is looked at: the two together, every width in every scheme. */
const READERS = {
  en: { word: "status", looks: [[DESKTOP, "light"] as const, [PHONE, "dark"] as const] },
  ko: { word: "상태", looks: [[DESKTOP, "dark"] as const, [PHONE, "light"] as const] },
};

const address = ({ file }: Page, hash = "") => `${pathToFileURL(`${ROOT}site/${file}`)}${hash}`;

let browser: Browser;

beforeAll(async () => {
  await mkdir(SCREENSHOTS, { recursive: true });
  await run(process.execPath, ["--import", "tsx", "scripts/docs.ts"], { cwd: ROOT });
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe.each(pages)("the page in $name", (page) => {
  const { word, looks } = READERS[page.lang];
  const complaints: string[] = [];
  let description: OpenAPI3;
  let operations: { hash: string; summary: string; shell: string }[];
  let lastOperation: (typeof operations)[number];
  let tab: Tab;

  beforeAll(async () => {
    description = withCodeSamples(await describePage(page));
    operations = operationsOf(description).map(({ operation }) => ({
      hash: `#/${operation.tags?.[0]}/${operation.operationId}`.toLowerCase(),
      summary: operation.summary ?? "",
      shell: operation["x-codeSamples"]?.[1]?.source ?? "",
    }));
    lastOperation = operations.at(-1) as typeof lastOperation;
    await open({ viewport: DESKTOP });
  });

  afterAll(() => tab.context().close());

  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  /** Opens the page in a fresh browser profile. Its errors are complaints, and so is what it asks of anyone else. */
  async function open(options: BrowserContextOptions, hash = ""): Promise<void> {
    await tab?.context().close();
    const context = await browser.newContext({ ...options, permissions: ["clipboard-read"] });
    tab = await context.newPage();
    tab.setDefaultTimeout(10_000);
    tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    tab.on("pageerror", (error) => complaints.push(String(error)));
    tab.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
    });
    await tab.goto(address(page, hash));
    // Redoc adds its logo last.
    await tab.locator(".menu-content img").waitFor({ state: "attached" });
  }

  const heading = (text: string) => tab.locator("#redoc h2", { hasText: text });
  const isAtTop = (target: Locator) =>
    expect.poll(() => target.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(200);
  const searchItems = () => tab.locator("[data-component-name='Search/SearchItem']");

  async function search(): Promise<void> {
    await tab.keyboard.press("Control+k");
    await tab.locator("[data-component-name='Search/SearchInput'] input").fill(word);
    await searchItems().first().waitFor();
  }

  test("says in its head what it is", async () => {
    const { title, summary } = description.info;
    expect(await tab.title()).toBe(title);
    expect(await tab.locator("html").getAttribute("lang")).toBe(page.lang);
    expect(await tab.locator("meta[name=description]").getAttribute("content")).toBe(summary);
    expect(await tab.locator("link[rel=icon]").getAttribute("href")).toMatch(/^data:image/);
  });

  test("links from guide to guide, and to NAVER's pages in its language", async () => {
    const links = await tab.locator("#redoc :is(p, li, td) a").evaluateAll((found) => {
      return found.map((link) => link.getAttribute("href") ?? "");
    });
    const guides = [...(description.info.description ?? "").matchAll(/\]\(#\/(.+?)\)/g)].map(([, id = ""]) => id);
    expect(guides.length).toBeGreaterThan(0);
    for (const id of guides) {
      await tab.locator(`#redoc :is(p, td) a[href="${encodeURI(`#/${id}`)}"]`).click();
      await isAtTop(tab.locator(`[id="${id}"]`));
    }
    const originals = links.filter((href) => href.includes("ncloud-docs.com"));
    expect(originals.length).toBeGreaterThan(0);
    for (const href of originals) expect(href.includes("/docs/en/")).toBe(page.lang === "en");
  });

  test("shows every operation", async () => {
    const menu = tab.locator(".menu-content");
    await menu.getByText("Product", { exact: true }).click();
    for (const { hash, summary } of operations) {
      await menu.getByText(summary, { exact: true }).click();
      await isAtTop(heading(summary));
      expect(new URL(tab.url()).hash).toBe(hash);
    }
  });

  test("finds a word of the reader's language", async () => {
    await tab.goto(address(page, "#/"));
    await search();
    await searchItems().getByText(lastOperation.summary, { exact: true }).click();
    await isAtTop(heading(lastOperation.summary));
  });

  test("a curl sample copied from it is accepted by a listening sandbox", async () => {
    await tab.goto(address(page, lastOperation.hash));
    await tab.getByRole("button", { name: "TypeScript" }).last().click();
    await tab.getByRole("menuitem", { name: "curl" }).click();
    const panel = tab.locator("[data-component-name='Panel/Panel']", { hasText: "--request PATCH" });
    await panel.getByTestId("copy-button").last().click();
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    expect(copied.trim()).toBe(lastOperation.shell.trim());

    const { accessKey, secretKey } = credentials;
    const { url, close } = await createSandbox({ credentials }).listen();
    const env = { ...process.env, NCLOUD_ACCESS_KEY: accessKey, NCLOUD_SECRET_KEY: secretKey, NCLOUD_API_GW: url };
    const { stdout } = await run("sh", ["-c", copied], { env });
    await close();
    expect(stdout).toMatch(/^HTTP\/1\.1 204 /);
  });

  test("can ask no other host for anything", async () => {
    const refused = await tab.evaluate(() => {
      const violation = new Promise<string>((resolve) => {
        addEventListener("securitypolicyviolation", ({ blockedURI }) => resolve(blockedURI));
      });
      new Image().src = "https://example.com/pixel.png";
      return violation;
    });
    expect(refused).toBe("https://example.com/pixel.png");
    expect(complaints.splice(0).join("\n")).toContain("violates the following Content Security Policy directive");
  });

  test("opens at an operation, and leads to the same one in the other language", async () => {
    const { hash, summary } = lastOperation;
    const start = performance.now();
    await open({ viewport: DESKTOP }, hash);
    await isAtTop(heading(summary));
    const milliseconds = Math.round(performance.now() - start);
    const html = await readFile(`${ROOT}site/${page.file}`);
    const kB = (bytes: Uint8Array) => `${Math.round(bytes.length / 1000)} kB`;
    console.log(
      `${page.file}: ${kB(html)}, gzipped ${kB(gzipSync(html))}; shows an operation after ${milliseconds} ms`,
    );

    const [other] = pages.filter(({ lang }) => lang !== page.lang) as [Page];
    await tab.getByRole("link", { name: other.name }).click();
    await expect.poll(() => tab.url()).toBe(address(other, hash));
    await tab.getByRole("link", { name: page.name }).click();
    await isAtTop(heading(summary));
  });

  test.each(looks)("can be read by everyone: %o, %s", async (viewport, colorScheme) => {
    const check = async (name: string) => {
      expect(await violations(tab), name).toEqual([]);
      await tab.screenshot({ path: `${SCREENSHOTS}${page.lang}-${viewport.width}-${colorScheme}-${name}.png` });
    };

    await open({ viewport, colorScheme });
    await tab.evaluate(axe.source);
    expect(await tab.locator("html").getAttribute("class")).toContain(colorScheme);
    await check("guides");
    await tab.goto(address(page, lastOperation.hash));
    await isAtTop(heading(lastOperation.summary));
    await check("operation");
    await search();
    await check("search");
  });
});

/** The serious and critical findings of axe in what is shown now: rule, element and reason. */
async function violations(tab: Tab): Promise<string[]> {
  const found = await tab.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
