/** What a text and its translation have in common: everything that is not prose. */
export function parts(markdown: string) {
  const blocks = [...markdown.matchAll(/^ *```.*?^ *```$/gms)].map(([block]) => block);
  const prose = markdown.replace(/^ *```.*?^ *```$/gms, "");
  const count = (pattern: RegExp) => [...prose.matchAll(pattern)].length;
  return {
    blocks,
    headings: [...prose.matchAll(/^#+(?= )/gm)].map(([marks]) => marks),
    code: [...prose.matchAll(/`(.+?)`/g)].map(([, code]) => code).sort(),
    links: [...prose.matchAll(/\]\((.+?)\)/g)].map(([, url = ""]) => url.replace("/docs/en/", "/docs/").split("#")[0]),
    rows: count(/^\|/gm),
    items: count(/^ *(?:-|\d+\.) /gm),
  };
}
