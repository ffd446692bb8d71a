import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

const require = createRequire(import.meta.url);
const SHIPPED = require.resolve("@sparticuz/chromium");
const KOREAN_FONT = dirname(require.resolve("@expo-google-fonts/nanum-gothic/package.json"));
const CACHE = fileURLToPath(new URL("../node_modules/.cache/chromium", import.meta.url));

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium: the one that `CHROMIUM_PATH` names, else one that is installed, else the one that npm
 * installed, which is for Linux on x64. The caller closes it.
 *
 * @throws Error when there is none.
 * @example
 * const browser = await launchChromium();
 * const page = await browser.newPage();
 */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ ...(await findChromium()), args: FLAGS });
}

async function findChromium(): Promise<LaunchOptions> {
  const executablePath = process.env.CHROMIUM_PATH ?? INSTALLED.find((path) => existsSync(path));
  if (executablePath) return { executablePath };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("There is no Chromium here. Install Chrome, or name a Chromium in CHROMIUM_PATH.");
  }
  if (!existsSync(CACHE)) await unpack();
  return {
    executablePath: join(CACHE, "chromium"),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(CACHE, "al2023/lib"),
      FONTCONFIG_FILE: join(CACHE, "fonts.conf"),
    },
  };
}

/** Unpacks Chromium with the libraries it needs: beside the cache first, as tests may do so at the same time. */
async function unpack(): Promise<void> {
  await mkdir(dirname(CACHE), { recursive: true });
  const directory = await mkdtemp(`${CACHE}-`);
  await promisify(execFile)(process.execPath, ["-e", `require(${JSON.stringify(SHIPPED)}).executablePath()`], {
    // It unpacks into the temporary directory, and its libraries only on what it takes for a bare machine.
    env: { ...process.env, TMPDIR: directory, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
  });
  await writeFile(join(directory, "fonts.conf"), fontConfiguration());
  await rename(directory, CACHE).catch(() => rm(directory, { recursive: true }));
}

/** Fonts for every language of the pages, on a machine that may have none. */
function fontConfiguration(): string {
  const directories = [join(CACHE, "fonts"), KOREAN_FONT, "/usr/share/fonts"].map((path) => `<dir>${path}</dir>`);
  const cache = `<cachedir>${join(tmpdir(), "fontconfig")}</cachedir>`;
  return `<?xml version="1.0"?><fontconfig>${directories.join("")}${cache}</fontconfig>`;
}
