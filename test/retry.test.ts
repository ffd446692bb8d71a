import { describe, expect, it } from "vitest";
import { backoff, createRetryBudget, parseRetryAfter, systemCode } from "../src/retry.js";

describe("parseRetryAfter", () => {
  const now = Date.UTC(1994, 10, 6, 8, 49, 0);

  it.each([
    ["37", 37_000],
    ["0", 0],
    [" 5 ", 5_000],
    ["99999999999999999999", 1e23],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 37_000],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 37_000],
    ["Sun Nov  6 08:49:37 1994", 37_000],
    ["Sat, 05 Nov 1994 08:49:37 GMT", 0],
    [null, undefined],
    ["", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["Someday", undefined],
    ["2030-01-01", undefined],
  ])("reads %j as %j ms", (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});

describe("backoff", () => {
  const transient = { cost: 10, ceiling: 100 };

  it("doubles its ceiling up to 20 s", () => {
    const ceilings = [1, 2, 3, 8, 9, 50].map((attempts) => backoff(transient, attempts, () => 1));
    expect(ceilings).toEqual([100, 200, 400, 12_800, 20_000, 20_000]);
  });

  it("is anything below the ceiling", () => {
    expect(backoff(transient, 2, () => 0)).toBe(0);
    expect(backoff(transient, 2, () => 0.25)).toBe(50);
  });
});

describe("the retry budget", () => {
  it("runs dry, and is filled again by successes", () => {
    const budget = createRetryBudget();
    for (let i = 0; i < 50; i++) expect(budget.spend(10)).toBe(true);
    expect(budget.spend(5)).toBe(false);
    budget.refund(5);
    expect(budget.spend(5)).toBe(true);
    for (let i = 0; i < 4; i++) budget.refund(0);
    expect(budget.spend(5)).toBe(false);
    budget.refund(0);
    expect(budget.spend(5)).toBe(true);
  });

  it("holds no more than 500", () => {
    const budget = createRetryBudget();
    budget.refund(10);
    expect(budget.spend(501)).toBe(false);
    expect(budget.spend(500)).toBe(true);
  });
});

describe("systemCode", () => {
  it("is found on an error or below it", () => {
    const below = Object.assign(new Error("below"), { code: "ECONNREFUSED" });
    expect(systemCode(below)).toBe("ECONNREFUSED");
    expect(systemCode(new TypeError("fetch failed", { cause: below }))).toBe("ECONNREFUSED");
    expect(systemCode(Object.assign(new Error("odd"), { code: 7 }))).toBe("");
    for (const odd of ["odd", null, undefined]) expect(systemCode(odd)).toBe("");
  });
});
