import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parts } from "./markdown.js";

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), "utf8");
const english = await read("README.md");
const korean = await read("README.ko.md");

test("the Korean README has the headings, code, links, tables and lists of the English one", () => {
  const counterpart = korean.replace("[English](README.md)", "[한국어](README.ko.md)");
  expect(parts(counterpart)).toEqual(parts(english));
});

test("every paragraph and every heading of it is in Korean", () => {
  const prose = korean.replace(/^```.*?^```$/gms, "").split(/\n{2,}/);
  const names = ["# ncloud-apigateway", "[English](README.md)", "`createApiGatewayClient(options)`:", "[MIT](LICENSE)"];
  expect(prose.filter((text) => !/[가-힣]/.test(text) && text.trim() && !names.includes(text.trim()))).toEqual([]);
});

test.each([
  ["README.md", english],
  ["README.ko.md", korean],
])("links within %s lead to its headings", (_, text) => {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
  const links = [...text.matchAll(/\]\(#(.+?)\)/g)].map(([, target]) => target);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((target) => !headings.includes(target ?? ""))).toEqual([]);
});
