import { expect, test } from "vitest";
import { allowedChange, nextSize } from "../../scripts/release-size.js";

test.each([
  ["1.2.3", "1.2.3", "none"],
  ["1.2.3", "1.2.4", "patch"],
  ["1.2.3", "1.3.0", "minor"],
  ["1.2.3", "2.0.0", "major"],
  ["0.1.9", "0.1.10", "patch"],
  ["0.1.9", "0.2.0", "major"],
  ["0.9.0", "1.0.0", "major"],
])("from %s to %s users may meet a %s change", (from, to, size) => {
  expect(allowedChange(from, to)).toBe(size);
});

test("what is allowed does not fail, and the size after it does", () => {
  expect((["none", "patch", "minor", "major"] as const).map(nextSize)).toEqual(["patch", "minor", "major", "none"]);
});
