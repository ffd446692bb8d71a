import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fromConfigFile } from "../../src/node/index.js";
import { credentials } from "../vectors.js";
import { thrown } from "./thrown.js";

const { accessKey, secretKey } = credentials;
const access = `ncloud_access_key_id = ${accessKey}`;
const secret = `ncloud_secret_access_key = ${secretKey}`;
const onPosix = it.runIf(process.platform !== "win32");

let folder: string;
let path: string;
const write = async (text: string | Uint8Array, mode = 0o600) => {
  await writeFile(path, text);
  await chmod(path, mode);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ncloud-configure-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  path = join(await mkdtemp(join(folder, "home-")), "configure");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe("what fromConfigFile reads", () => {
  it.each([
    ["[DEFAULT]", `[DEFAULT]\n${access}\n${secret}\n`],
    ["keys above any section", `${access}\n${secret}\n[dev]\nncloud_access_key_id = x\nncloud_secret_access_key = y\n`],
    ["[DEFAULT] though another profile comes last", `[DEFAULT]\n${access}\n${secret}\n[dev]\nncloud_access_key_id=x\n`],
    ["CRLF, a BOM and no line break at the end", `\uFEFF[DEFAULT]\r\n${access}\r\n${secret}`],
    ["a BOM before a key", `\uFEFF${access}\n${secret}\n`],
    ["no blanks round =, and many", `[ DEFAULT ]\nncloud_access_key_id=${accessKey}\n\t${secret}  \t\n`],
    ["comments and blank lines", `# one\n\n; two\n[DEFAULT]\n  # [dev]\n${access}\n${secret}\n`],
    ["keys it does not know", `[DEFAULT]\nregion = KR\n__proto__ = 1\n${access}\n${secret}\n`],
    ["an API URL, which it ignores", `[DEFAULT]\n${access}\nncloud_api_url = https://example.com\n${secret}\n`],
    ["a value beside an empty one", `ncloud_access_key_id =\n[DEFAULT]\n${access}\n${secret}\n`],
    ["one value said twice", `${access}\n[DEFAULT]\n${access}\n${secret}\n[DEFAULT]\n${secret}\n`],
  ])("is %s", async (_, text) => {
    await write(text);
    expect(await fromConfigFile({ path })()).toEqual(credentials);
  });

  it("is all that follows the first = of a line", async () => {
    await write(`${access}\nncloud_secret_access_key = ab=c#d;e==\n`);
    expect(await fromConfigFile({ path })()).toEqual({ accessKey, secretKey: "ab=c#d;e==" });
  });

  it.each(["dev", "my profile", "__proto__", "constructor"])("is the profile %s", async (profile) => {
    await write(`[DEFAULT]\nncloud_access_key_id=x\nncloud_secret_access_key=y\n[${profile}]\n${access}\n${secret}\n`);
    expect(await fromConfigFile({ profile, path })()).toEqual(credentials);
    expect(await fromConfigFile({ path })()).toEqual({ accessKey: "x", secretKey: "y" });
  });

  it("is what the file holds at the moment", async () => {
    const provider = fromConfigFile({ path });
    await write(`${access}\n${secret}\n`);
    await provider();
    await write(`${access}\nncloud_secret_access_key = rotated\n`);
    expect(await provider()).toEqual({ accessKey, secretKey: "rotated" });
  });

  it("is in the home directory by default", async () => {
    const home = join(folder, "home");
    path = join(home, ".ncloud", "configure");
    await mkdir(join(home, ".ncloud"), { recursive: true });
    await write(`${access}\n${secret}\n`);
    vi.stubEnv("HOME", home);
    vi.stubEnv("USERPROFILE", home);
    expect(await fromConfigFile()()).toEqual(credentials);
  });
});

describe("what fromConfigFile refuses", () => {
  it.each([
    ["a profile that is not there", "ghost", `[DEFAULT]\n[dev]\n${access}\n`, 'Profiles there: "DEFAULT", "dev".'],
    ["a name that every object has", "__proto__", `${access}\n${secret}\n`, 'no keys for profile "__proto__"'],
    ["another spelling of a name", "default", `${access}\n${secret}\n`, 'Profiles there: "DEFAULT".'],
    ["an empty file", undefined, "", 'no keys for profile "DEFAULT". Profiles there: none.'],
    ["empty values", undefined, "ncloud_access_key_id =\nncloud_secret_access_key =\n", "no keys for profile"],
    ["a lone access key", undefined, `${access}\n`, 'profile "DEFAULT" has no ncloud_secret_access_key'],
    ["a lone secret", "dev", `${access}\n[dev]\n${secret}\n`, 'profile "dev" has no ncloud_access_key_id'],
    ["a value said twice and differently", undefined, `${access}\n${access}2\n`, "line 2: profile"],
    ["a line that is neither", undefined, `${access}\n${secretKey}\n`, 'line 2: expected "[profile]" or "key = value"'],
    ["a value without a key", undefined, `= ${secretKey}\n`, "line 1: expected"],
    ["a section without a name", undefined, `${access}\r\n\r\n[ ]\r\n${secret}\r\n`, "line 3: expected"],
    ["a section that goes on", undefined, `${access}\n[dev] # old=1\n${secret}\n`, "line 2: expected"],
    ["a blank in a key", undefined, `${access}\n${secret} # note\n`, "credentials.secretKey contains a blank"],
    [
      "swapped keys",
      undefined,
      `ncloud_access_key_id=${secretKey}\nncloud_secret_access_key=${accessKey}`,
      "look swapped",
    ],
  ])("is %s", async (_, profile, text, message) => {
    await write(text);
    const error = await thrown(fromConfigFile({ profile, path }));
    expect(error.message).toContain(message);
    expect(error.message).toContain(path);
  });

  it("is a file in UTF-16", async () => {
    await write(Buffer.from(`\uFEFF${access}\n${secret}\n`, "utf16le"));
    expect((await thrown(fromConfigFile({ path }))).message).toMatch(/has no|no keys|expected/);
  });

  it("is a file that is not there", async () => {
    expect((await thrown(fromConfigFile({ path }))).message).toBe(`There is no file ${path}.`);
  });

  it("is a directory in its place", async () => {
    await mkdir(path);
    expect((await thrown(fromConfigFile({ path }))).message).toBe(`${path} is not a file, but a directory.`);
  });

  onPosix("is a pipe, without waiting for its other end", async () => {
    execFileSync("mkfifo", [path]);
    expect((await thrown(fromConfigFile({ path }))).message).toBe(`${path} is not a file.`);
  });

  it("is a file that cannot be read", async () => {
    await write(access);
    const error = await thrown(fromConfigFile({ path: join(path, "configure") }));
    expect(error.message).toContain("cannot be read (ENOTDIR)");
    expect(error.cause).toMatchObject({ code: "ENOTDIR" });
  });

  it("is a user without a home", async () => {
    vi.spyOn(os, "homedir").mockImplementation(() => {
      throw new Error("uv_os_homedir returned ENOENT");
    });
    syncBuiltinESMExports();
    expect((await thrown(fromConfigFile())).message).toContain("no home directory");
  });
});

describe("a file that others can read", () => {
  onPosix.each(["640", "604"])("is warned of, once a provider (mode %s)", async (mode) => {
    const emit = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    await write(`${access}\n${secret}\n`, Number.parseInt(mode, 8));
    const provider = fromConfigFile({ path });
    expect(await provider()).toEqual(credentials);
    expect(await provider()).toEqual(credentials);
    expect(emit).toHaveBeenCalledTimes(1);
    expect(emit.mock.calls[0]?.[0]).toBe(
      `${path} holds secret keys, and not only its owner can read it: run "chmod 600" on it.`,
    );
  });

  it("is not warned of when nobody else can, nor where modes do not tell", async () => {
    const emit = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    await write(`${access}\n${secret}\n`, 0o600);
    await fromConfigFile({ path })();
    await chmod(path, 0o644);
    vi.spyOn(process, "platform", "get").mockReturnValue("win32");
    await fromConfigFile({ path })();
    expect(emit).not.toHaveBeenCalled();
  });
});
