import { measure } from "mitata";
import type { Group, Row } from "./report.js";

/** What is compared: each does the same work in its own way. */
export type Contestants = Record<string, () => unknown>;

/** Milliseconds, or whatever is measured, that one go of a contestant takes. */
export type Meter = (run: () => unknown) => Promise<number>;

const ROUNDS = 25;

/**
 * Lets contestants take turns for a number of rounds, so that whatever else the machine does hits all of them alike.
 * The first is what the others are compared with.
 */
export async function compare(
  title: string,
  unit: string,
  contestants: Contestants,
  meter: Meter,
  rounds = ROUNDS,
): Promise<Group> {
  const names = Object.keys(contestants);
  const results = new Map(names.map((name) => [name, [] as number[]]));
  for (const run of Object.values(contestants)) await meter(run); // to warm up
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) results.get(name)?.push(await meter(run));
  }
  const [first = []] = results.values();
  const rows = [...results].map(([name, values]) => row(name, values, first));
  return { title, unit, rows };
}

function row(name: string, values: number[], reference: number[]): Row {
  const ratios = values.map((value, round) => value / (reference[round] as number));
  return {
    name,
    value: median(values),
    ratio: { median: median(ratios), best: Math.min(...ratios), worst: Math.max(...ratios) },
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** Microseconds that one run takes, in the median, with so many in flight. */
export function microseconds(milliseconds: number, concurrency = 1): Meter {
  return async (run) => {
    const options = { min_cpu_time: milliseconds * 1e6, min_samples: 5, batch_samples: 128, concurrency };
    return (await measure(run, options)).p50 / concurrency / 1000;
  };
}

/** Microseconds of processor time that one run takes of this process: steady even where other work is going on. */
export function processorMicroseconds(runs: number): Meter {
  return async (run) => {
    const start = process.cpuUsage();
    for (let left = runs; left > 0; left--) await run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / runs;
  };
}
