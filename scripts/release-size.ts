/** How much a change asks of users, in the words of semantic versioning, from little to much. */
export type Size = "none" | "patch" | "minor" | "major";

/**
 * The most that users may meet on the way from one version to a later one. Before 1.0.0 a new minor version may break,
 * as semantic versioning and npm's `^` have it.
 *
 * @example
 * allowedChange("1.0.0", "1.1.0"); // "minor"
 * allowedChange("0.1.0", "0.2.0"); // "major"
 */
export function allowedChange(from: string, to: string): Size {
  const [before, after] = [from, to].map((version) => version.split(".").map((part) => Number.parseInt(part, 10)));
  const changed = before?.findIndex((part, index) => part !== after?.[index]);
  const size = (["major", "minor", "patch"] as const)[changed ?? -1] ?? "none";
  return size === "minor" && before?.[0] === 0 ? "major" : size;
}

/** The sizes that are more than this one begin here: what `redocly diff` takes as `--fail-on`. */
export function nextSize(size: Size): Size {
  return ({ none: "patch", patch: "minor", minor: "major", major: "none" } as const)[size];
}
