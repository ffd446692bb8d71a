import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import getReleasePlan from "@changesets/get-release-plan";
import { allowedChange, nextSize } from "./release-size.js";

// usage: npm run check-changesets
// Fails when the description has changed since the last release by more than the next release will say.

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DESCRIPTION = "generated/openapi.json";
const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();

/** The version that the next release will have. */
async function nextVersion(): Promise<string> {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const { releases } = await getReleasePlan(ROOT);
  return releases.find((release) => release.name === name)?.newVersion ?? version;
}

/** Rates the changes, prints them, and says whether all of them are within what the next version may bring. */
function compare(tag: string, next: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "released-"));
  try {
    const released = join(folder, `openapi-${tag}.json`);
    writeFileSync(released, git("show", `${tag}:${DESCRIPTION}`));
    const redocly = join(ROOT, "node_modules/@redocly/cli/bin/cli.js");
    const failOn = nextSize(allowedChange(tag.slice(1), next));
    const args = [redocly, "diff", released, DESCRIPTION, "--fail-on", failOn];
    return spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [tag] = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").split("\n");
if (tag) {
  const next = await nextVersion();
  if (!compare(tag, next)) {
    console.error(
      `\nSince ${tag} the description has changed by more than version ${next} may bring.\n` +
        "run: npx changeset, and choose the size of the largest change above (before 1.0.0, minor stands for major)",
    );
    process.exitCode = 1;
  }
} else if (git("rev-parse", "--is-shallow-repository") === "true") {
  console.error("This clone has a part of the history and no release in it. run: git fetch --unshallow --tags");
  process.exitCode = 1;
} else {
  console.log("No release is tagged here yet (v0.1.0 or the like), so there is nothing to compare with.");
}
