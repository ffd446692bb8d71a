import { expect, test } from "vitest";
import bundle from "../../generated/openapi.json" with { type: "json" };
import { credentials } from "../vectors.js";
import { compile, run, writeBlocks } from "./code-blocks.js";

const guides = Object.fromEntries(
  bundle.info.description.split(/^## /m).map((text) => [text.slice(0, text.indexOf("\n")), text]),
);

/** The rows of the one table in a guide, without its head; cells without the marks of code. */
const table = (guide: string) =>
  (guides[guide] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));

const blocks = (guide: string, language: string) =>
  [...(guides[guide] ?? "").matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code = ""]) => code);

test("the table of errors lists what the responses list, and nothing else", () => {
  const { responses } = bundle.components;
  const listed = Object.entries(bundle.paths["/api/v1/products"].get.responses).flatMap(([status, response]) => {
    if (!("$ref" in response) || status === "default") return [];
    const name = response.$ref.replace("#/components/responses/", "") as keyof typeof responses;
    const examples = Object.values(responses[name].content["application/json"].examples);
    return examples.map(({ value: { error } }) => `${status} ${error.errorCode} ${error.message}`);
  });
  const rows = table("Errors").map(([, status, code, message]) => `${status} ${code} ${message}`);
  expect(rows).toEqual([...new Set(listed)]);
});

test("the table of regions lists the servers", () => {
  expect(table("Regions").map(([, , , host]) => host)).toEqual(bundle.servers.map(({ url }) => url));
});

test("the table of causes has all ten, each with a way to find out", () => {
  const rows = table("When a signature fails");
  expect(rows).toHaveLength(10);
  for (const [, cause, how] of rows) expect([cause, how]).not.toContain("");
});

test("the TypeScript in the guides compiles, and what ends by itself runs", async () => {
  const [explain = ""] = blocks("When a signature fails", "ts");
  const [inMemory = "", listening = ""] = blocks("Testing with the sandbox", "ts");
  const files = writeBlocks("guides", { explain, inMemory, listening });
  expect(compile(files)).toEqual([]);

  const [explained = "", called = ""] = await Promise.all(files.slice(0, 2).map(run));
  expect(explained).toContain("GET /api/v1/products?limit=10⏎");
  expect(called).toBe("");
});

test("the environment that the guide sets is the one of the sandbox that it starts", () => {
  const [, listening = ""] = blocks("Testing with the sandbox", "ts");
  const port = /listen\((\d+)\)/.exec(listening)?.[1];
  expect(blocks("Testing with the sandbox", "sh")).toEqual([
    [
      `export NCLOUD_API_GW=http://127.0.0.1:${port}`,
      `export NCLOUD_ACCESS_KEY=${credentials.accessKey}`,
      `export NCLOUD_SECRET_KEY=${credentials.secretKey}`,
      "",
    ].join("\n"),
  ]);
  expect(listening).toContain(JSON.stringify(credentials.secretKey));
});
