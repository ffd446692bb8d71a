/** Keys whose string is prose for people. */
const TEXTS = new Set(["title", "summary", "description"]);

/** Keys that hold data, in which such a key may mean anything. */
const DATA = new Set(["default", "enum", "example", "value"]);

/** A copy of (a part of) a description with every text changed, in the order of the description. */
export function mapTexts<T>(node: T, change: (text: string) => string): T {
  if (Array.isArray(node)) return node.map((entry) => mapTexts(entry, change)) as T;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => {
    if (TEXTS.has(key) && typeof value === "string") return [key, change(value)];
    const isData = DATA.has(key) || (key === "examples" && Array.isArray(value));
    return [key, isData ? value : mapTexts(value, change)];
  });
  return Object.fromEntries(entries);
}

/**
 * Markdown with each paragraph and each list item on one line. Redoc's search joins two lines without a blank between
 * them, and would not find the word that the second one begins with.
 */
export function unwrapLines(markdown: string): string {
  return markdown
    .split(/(^ *```.*?^ *```$)/ms)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/(?<=[^\n|])\n *(?!\n|[|#>]|[-*] |\d+\. |$)/g, " ")))
    .join("");
}
