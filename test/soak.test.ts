import { expect, it } from "vitest";
import { soak } from "../scripts/soak-run.js";

it("10 000 status changes, 50 at a time, survive a gateway that fails every fifth answer", async () => {
  const figures = await soak();
  expect(figures).toMatchObject({ changes: 10_000, lost: 0, astray: 0 });
  expect(figures.requests).toBeGreaterThan(10_000);
  expect(figures.faults).toBeGreaterThan(1_800);
  expect(figures.retries).toBeGreaterThan(1_000);
  expect(figures.leastBudget).toBeGreaterThanOrEqual(0);
  expect(figures.heapGrowth).toBeLessThan(20);
}, 170_000);
