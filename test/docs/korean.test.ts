import { readFile } from "node:fs/promises";
import type { OpenAPI3 } from "openapi-typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { describePage, pages } from "../../scripts/docs-site.js";
import { mapTexts } from "../../scripts/docs-texts.js";
import { parts } from "./markdown.js";

const KOREAN = /[가-힣]/;

interface Overlay {
  actions: { target: string; update: object }[];
}

function textsOf(node: unknown): string[] {
  const texts: string[] = [];
  mapTexts(node, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** What is left of a description without its texts, and without links to pages that exist in both languages. */
const skeleton = (description: unknown): unknown =>
  JSON.parse(
    JSON.stringify(
      mapTexts(description, () => ""),
      (key, value) => (key === "externalDocs" ? "" : value),
    ),
  );

/** English texts that have no Korean counterpart. */
const missing = (english: unknown, korean: unknown): string[] => {
  const counterparts = textsOf(korean);
  return textsOf(english).filter((_, index) => !KOREAN.test(counterparts[index] ?? ""));
};

/** Targets of the overlay of which a text did not arrive in the description. */
const lost = ({ actions }: Overlay, korean: unknown): string[] => {
  const arrived = new Set(textsOf(korean));
  return actions.filter(({ update }) => textsOf(update).some((text) => !arrived.has(text))).map(({ target }) => target);
};

let english: OpenAPI3;
let korean: OpenAPI3;
let overlay: Overlay;

beforeAll(async () => {
  const [first, second] = pages;
  if (!first || !second?.overlay) throw new Error("The site has no page in Korean.");
  [english, korean] = await Promise.all([describePage(first), describePage(second)]);
  overlay = parse(await readFile(new URL(`../../${second.overlay}`, import.meta.url), "utf8"));
});

describe("the Korean description", () => {
  test("has every text in Korean", () => {
    expect(textsOf(english).length).toBeGreaterThan(100);
    expect(missing(english, korean)).toEqual([]);
  });

  test("has every text of the overlay: no target has gone", () => {
    expect(lost(overlay, korean)).toEqual([]);
  });

  test("differs in nothing but texts and the language of linked pages", () => {
    expect(skeleton(korean)).toEqual(skeleton(english));
    expect(linked(korean)).toEqual(linked(english).map((url) => url.replace("/docs/en/", "/docs/")));
  });

  test("has the code, the headings, the tables and the lists of the English one", () => {
    const texts = textsOf(english);
    textsOf(korean).forEach((text, index) => {
      expect(parts(text), text).toEqual(parts(texts[index] ?? ""));
    });
  });
});

describe("the checks", () => {
  test("notice a text that has no counterpart", () => {
    const untranslated = { ...korean, info: { ...korean.info, summary: english.info.summary } };
    expect(missing(english, untranslated)).toEqual([english.info.summary]);
    const extended = { ...english, "x-note": { description: "Only in English." } };
    expect(missing(extended, korean)).toEqual(["Only in English."]);
  });

  test("notice a target that is gone", () => {
    const target = "$.components.schemas.Gone";
    const outdated = { actions: [...overlay.actions, { target, update: { description: "없어진 항목입니다." } }] };
    expect(lost(outdated, korean)).toEqual([target]);
  });
});

function linked(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "externalDocs" ? [value.url] : linked(value)));
}
