import { afterEach, describe, expect, it, vi } from "vitest";
import { fromEnv } from "../../src/node/index.js";
import { credentials } from "../vectors.js";
import { thrown } from "./thrown.js";

const { accessKey, secretKey } = credentials;

afterEach(() => vi.unstubAllEnvs());

describe("fromEnv", () => {
  it.each([
    ["the long names", { NCLOUD_ACCESS_KEY_ID: accessKey, NCLOUD_SECRET_ACCESS_KEY: secretKey }],
    ["the short names", { NCLOUD_ACCESS_KEY: accessKey, NCLOUD_SECRET_KEY: secretKey }],
    ["one long and one short name", { NCLOUD_ACCESS_KEY_ID: accessKey, NCLOUD_SECRET_KEY: secretKey }],
    ["blanks round a value", { NCLOUD_ACCESS_KEY: ` ${accessKey}\r\n`, NCLOUD_SECRET_KEY: `\t${secretKey} ` }],
    [
      "a blank name beside one that is set",
      { NCLOUD_ACCESS_KEY_ID: " ", NCLOUD_ACCESS_KEY: accessKey, NCLOUD_SECRET_KEY: secretKey },
    ],
    [
      "both names with one value",
      {
        NCLOUD_ACCESS_KEY_ID: accessKey,
        NCLOUD_ACCESS_KEY: `${accessKey} `,
        NCLOUD_SECRET_ACCESS_KEY: secretKey,
        NCLOUD_SECRET_KEY: secretKey,
      },
    ],
  ])("reads %s", async (_, env) => {
    expect(await fromEnv({ env })()).toEqual(credentials);
  });

  it.each([
    [{}, "neither NCLOUD_ACCESS_KEY_ID or NCLOUD_ACCESS_KEY nor NCLOUD_SECRET_ACCESS_KEY or NCLOUD_SECRET_KEY"],
    [{ NCLOUD_ACCESS_KEY: accessKey }, "but not NCLOUD_SECRET_ACCESS_KEY or NCLOUD_SECRET_KEY: set both"],
    [{ NCLOUD_SECRET_KEY: secretKey }, "but not NCLOUD_ACCESS_KEY_ID or NCLOUD_ACCESS_KEY: set both"],
    [
      { NCLOUD_ACCESS_KEY_ID: accessKey, NCLOUD_ACCESS_KEY: "another", NCLOUD_SECRET_KEY: secretKey },
      "NCLOUD_ACCESS_KEY_ID and NCLOUD_ACCESS_KEY are both set and differ",
    ],
    [
      { NCLOUD_ACCESS_KEY: accessKey, NCLOUD_SECRET_ACCESS_KEY: secretKey, NCLOUD_SECRET_KEY: "another" },
      "NCLOUD_SECRET_ACCESS_KEY and NCLOUD_SECRET_KEY are both set and differ",
    ],
    [
      { NCLOUD_ACCESS_KEY: secretKey, NCLOUD_SECRET_KEY: accessKey },
      "The environment: credentials: accessKey and secretKey look swapped",
    ],
  ])("refuses %#", async (env, message) => {
    const error = await thrown(fromEnv({ env }));
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("another");
  });

  it("reads process.env anew each time", async () => {
    const provider = fromEnv();
    vi.stubEnv("NCLOUD_ACCESS_KEY_ID", accessKey);
    vi.stubEnv("NCLOUD_SECRET_ACCESS_KEY", secretKey);
    expect(await provider()).toEqual(credentials);
    vi.stubEnv("NCLOUD_ACCESS_KEY_ID", "AKIDEXAMPLE0000000A2");
    expect(await provider()).toEqual({ accessKey: "AKIDEXAMPLE0000000A2", secretKey });
  });
});
