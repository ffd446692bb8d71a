import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { CredentialsProvider } from "../credentials.js";
import { ApiGatewayError } from "../error.js";
import { AbsentSource, checkSource, refuse } from "./source.js";

/** Options of `fromConfigFile`. What is named here has to be there. */
export interface ConfigFileOptions {
  /** The section to read, in its exact spelling. Default: `DEFAULT`. */
  profile?: string | undefined;
  /** The file. Default: `.ncloud/configure` in the home directory. */
  path?: string | undefined;
}

const DEFAULT_PROFILE = "DEFAULT";
const ACCESS_KEY = "ncloud_access_key_id";
const SECRET_KEY = "ncloud_secret_access_key";
const READABLE_BY_OTHERS = 0o044;

/** The values of one section, by key. Only keys that are asked for are ever kept. */
type Profile = Map<string, string>;

/**
 * Reads the text of a configure file into its profiles. Lines are `[profile]`, `key = value`, a comment after `#`
 * or `;`, or blank. A value is all that follows the first `=`, trimmed; an empty one counts as not set.
 */
function parseConfig(text: string, path: string): Map<string, Profile> {
  // Maps, not objects: a profile may be named "__proto__".
  const profiles = new Map<string, Profile>();
  // Keys above any section are the default profile's: the official JavaScript SDK reads those and no others, so
  // files exist that hold nothing else.
  let name = DEFAULT_PROFILE;
  for (const [index, raw] of text.split("\n").entries()) {
    // Takes a carriage return and a byte order mark away, too.
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const section = /^\[(.*\S.*)\]$/.exec(line)?.[1]?.trim();
    if (section) {
      name = section;
      if (!profiles.has(name)) profiles.set(name, new Map());
      continue;
    }
    // The line itself may be half of a secret: only its number is told.
    const where = `${path}, line ${index + 1}`;
    const equals = line.indexOf("=");
    if (equals < 1 || line.startsWith("[")) throw refuse(`${where}: expected "[profile]" or "key = value".`);
    const key = line.slice(0, equals).trim();
    const value = line.slice(equals + 1).trim();
    // What else is there is not for us. Of ncloud_api_url too: signed requests go where the client's own options
    // say, and a file of keys must not be able to send them elsewhere.
    if ((key !== ACCESS_KEY && key !== SECRET_KEY) || value === "") continue;
    const profile = profiles.get(name) ?? new Map<string, string>();
    const before = profile.get(key);
    if (before !== undefined && before !== value) {
      throw refuse(`${where}: profile "${name}" sets ${key} a second time, to another value. Remove one of them.`);
    }
    profiles.set(name, profile.set(key, value));
  }
  return profiles;
}

type Warn = (message: string) => void;

async function readConfig(path: string, warn: Warn): Promise<string> {
  const stats = await stat(path);
  // Asked before it is opened: to open a pipe would wait for its other end, maybe for ever.
  if (!stats.isFile()) throw refuse(`${path} is not a file${stats.isDirectory() ? ", but a directory" : ""}.`);
  if (process.platform !== "win32" && stats.mode & READABLE_BY_OTHERS) {
    warn(`${path} holds secret keys, and not only its owner can read it: run "chmod 600" on it.`);
  }
  return readFile(path, "utf8");
}

/**
 * Credentials from the file that NCP's command line tool writes, `~/.ncloud/configure`:
 *
 * ```ini
 * [DEFAULT]
 * ncloud_access_key_id = AKIDEXAMPLE0000000A1
 * ncloud_secret_access_key = EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1
 * ```
 *
 * A profile is its own section and nothing else: nothing is inherited from `DEFAULT`, to which keys above any
 * section belong, too. `ncloud_api_url` is ignored: the client's `region` or `baseUrl` says where calls go. The file
 * is read each time the provider is asked, so edited keys need no restart. On POSIX systems a warning is
 * emitted, once a provider, when group or others can read it.
 *
 * The provider throws ApiGatewayError of kind `"credentials"` when the file or the profile is missing, unreadable,
 * malformed or incomplete, or sets one key twice with different values.
 *
 * @example
 * const client = createApiGatewayClient({ credentials: fromConfigFile({ profile: "staging" }) });
 */
export function fromConfigFile({ profile, path }: ConfigFileOptions = {}): CredentialsProvider {
  // What the caller named must be there; only what nobody asked for may be absent.
  const missing = (reason: string, cause?: unknown) =>
    profile === undefined && path === undefined ? new AbsentSource(reason, cause) : refuse(reason, cause);
  const name = profile ?? DEFAULT_PROFILE;
  const defaultPath = () => {
    try {
      return join(homedir(), ".ncloud", "configure");
    } catch (cause) {
      throw missing("This user has no home directory to look for .ncloud/configure in.", cause);
    }
  };
  let warned = false;
  const warn: Warn = (message) => {
    if (!warned) process.emitWarning(message, { type: "SecurityWarning", code: "NCLOUD_CONFIGURE_READABLE" });
    warned = true;
  };

  return async () => {
    const file = path ?? defaultPath();
    const text = await readConfig(file, warn).catch((error: NodeJS.ErrnoException) => {
      if (error instanceof ApiGatewayError) throw error;
      if (error.code === "ENOENT") throw missing(`There is no file ${file}.`, error);
      throw refuse(`${file} cannot be read (${error.code}).`, error);
    });
    const profiles = parseConfig(text, file);
    const found = profiles.get(name);
    const accessKey = found?.get(ACCESS_KEY);
    const secretKey = found?.get(SECRET_KEY);
    if (accessKey && secretKey) return checkSource(`${file}, profile "${name}"`, { accessKey, secretKey });
    const lacks = accessKey ? SECRET_KEY : ACCESS_KEY;
    if (accessKey || secretKey) throw refuse(`${file}: profile "${name}" has no ${lacks}.`);
    const names = [...profiles.keys()].map((key) => `"${key}"`).join(", ") || "none";
    throw missing(`${file} holds no keys for profile "${name}". Profiles there: ${names}.`);
  };
}
