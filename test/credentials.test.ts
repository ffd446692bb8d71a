import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCredentials, toProvider } from "../src/credentials.js";
import { credentials } from "./vectors.js";

const { accessKey, secretKey } = credentials;

describe("checkCredentials", () => {
  it("gives a copy that its source no longer changes", () => {
    const source = { ...credentials, note: "more" };
    const checked = checkCredentials(source);
    source.secretKey = "changed";
    expect(checked).toEqual(credentials);
  });

  it.each([
    [undefined, "must be { accessKey, secretKey }"],
    [null, "must be { accessKey, secretKey }"],
    ["a string", "must be { accessKey, secretKey }"],
    [{}, "credentials.accessKey must be a string, got undefined"],
    [{ accessKey }, "credentials.secretKey must be a string, got undefined"],
    [{ accessKey: null, secretKey }, "credentials.accessKey must be a string, got null"],
    [{ accessKey, secretKey: 7 }, "credentials.secretKey must be a string, got number"],
    [{ accessKey: "", secretKey }, "credentials.accessKey is empty"],
    [{ accessKey, secretKey: ` ${secretKey}` }, "credentials.secretKey contains a blank"],
    [{ accessKey: `${accessKey}\n`, secretKey }, "credentials.accessKey contains a blank"],
    [{ accessKey, secretKey: `${secretKey}\u200b` }, "credentials.secretKey contains a blank, or a sign"],
    [{ accessKey: "키", secretKey }, "credentials.accessKey contains a blank, or a sign"],
    [{ accessKey: secretKey, secretKey: accessKey }, "look swapped"],
  ])("refuses %j", (value, message) => {
    expect(() => checkCredentials(value)).toThrow(expect.objectContaining({ kind: "credentials" }));
    expect(() => checkCredentials(value)).toThrow(message);
  });

  it("takes what a header can carry, and nothing else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (key) => {
        const printable = key !== "" && [...key].every((sign) => sign > " " && sign <= "~");
        const check = () => checkCredentials({ accessKey: key, secretKey });
        if (printable) expect(check()).toEqual({ accessKey: key, secretKey });
        else expect(check).toThrow("credentials.accessKey");
      }),
      { numRuns: 10_000 },
    );
  });

  it("tells faults without values", () => {
    try {
      checkCredentials({ accessKey, secretKey: "hush hush" });
      expect.unreachable();
    } catch (error) {
      expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toMatch(/hush/);
    }
  });
});

describe("toProvider", () => {
  it("checks a value at once", () => {
    expect(() => toProvider({ accessKey, secretKey: "" })).toThrow("secretKey is empty");
  });

  it.each([
    ["a value", credentials],
    ["a function", () => credentials],
    ["an async function", async () => credentials],
  ])("asks %s", async (_, source) => {
    expect(await toProvider(source)()).toEqual(credentials);
  });

  it("checks what a function gives", async () => {
    const garbage = (async () => ({ accessKey })) as unknown as () => Promise<typeof credentials>;
    await expect(toProvider(garbage)()).rejects.toThrow("credentials.secretKey must be a string");
  });

  it("names a provider's failure as the cause", async () => {
    const cause = new Error("vault sealed");
    const provider = toProvider(() => {
      throw cause;
    });
    await expect(provider()).rejects.toMatchObject({ kind: "credentials", cause });
  });

  it("hands on a provider's own ApiGatewayError as it is", async () => {
    const inner = toProvider(() => checkCredentials({}));
    await expect(inner()).rejects.toMatchObject({ message: expect.stringContaining("accessKey must be a string") });
  });
});
