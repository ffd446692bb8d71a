import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };

test("Dependabot's exceptions are for packages that are still here", () => {
  const { updates } = parse(readFileSync(new URL("../../.github/dependabot.yml", import.meta.url), "utf8"));
  const [npm] = updates as { ignore: { "dependency-name": string }[] }[];
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  for (const { "dependency-name": ignored } of npm?.ignore ?? []) {
    const isMeant = (name: string) =>
      ignored.endsWith("*") ? name.startsWith(ignored.slice(0, -1)) : name === ignored;
    expect(names.filter(isMeant), ignored).not.toEqual([]);
  }
  expect(npm?.ignore).toContainEqual({ "dependency-name": "openapi-fetch" });
});
