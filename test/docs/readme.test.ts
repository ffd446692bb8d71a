import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, run, writeBlocks } from "./code-blocks.js";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^## (.*)|^### (.*)|```ts\n([\s\S]*?)```/gm)].reduce<Record<string, string>>(
  (found, [, heading, subheading, code]) => {
    const title = heading ?? subheading;
    if (title) found[""] = title.toLowerCase().replace(/\W+/g, "-");
    else if (code) found[found[""] ?? ""] = code;
    return found;
  },
  {},
);
delete blocks[""];
const files = writeBlocks("readme", blocks);

/** What each block prints when it is run. */
const prints: Record<string, string> = {
  "first-call": "",
  "the-three-operations": "weather-api: ",
  options: "",
  errors: "http 401 200 Clock and keys look right.",
  "401-and-still-no-idea-": "GET /api/v1/products?limit=10⏎",
  sandbox: "[ 'PATCH 503', 'PATCH 204' ]",
};

describe("the README", () => {
  it("has the code blocks that are known here", () => {
    expect(Object.keys(blocks)).toEqual(Object.keys(prints));
  });

  it("compiles, block by block", () => {
    expect(compile(files)).toEqual([]);
  });

  it.each(Object.entries(prints))("runs: %s", async (name, printed) => {
    const output = await run(files.find((file) => file.endsWith(`/${name}.ts`)) ?? "");
    if (printed === "") expect(output).toBe("");
    else expect(output).toContain(printed);
  });
});
