import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { abortable, sleep } from "../src/abort.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});

describe("abortable", () => {
  it("gives what the work gives, and leaves no timer", async () => {
    await expect(abortable(async () => "done", { timeout: 1000 })).resolves.toBe("done");
    const failure = new Error("failed");
    await expect(abortable(() => Promise.reject(failure), { timeout: 1000 })).rejects.toBe(failure);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends at the timeout, and tells the work so", async () => {
    const late = new Error("late");
    let seen: AbortSignal | undefined;
    const work = (signal: AbortSignal) => {
      seen = signal;
      return never();
    };
    const result = expect(abortable(work, { timeout: 1000, onTimeout: () => late })).rejects.toBe(late);
    await vi.advanceTimersByTimeAsync(999);
    expect(seen?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await result;
    expect(seen?.reason).toBe(late);
  });

  it("stops listening at the timeout, even if the work goes on", async () => {
    const { signal } = new AbortController();
    const stop = vi.spyOn(signal, "removeEventListener");
    const result = expect(
      abortable(never, { signal, timeout: 1, onTimeout: () => new Error("late") }),
    ).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(1);
    await result;
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it("does not begin what was aborted before", async () => {
    const work = vi.fn(never);
    await expect(abortable(work, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
    expect(work).not.toHaveBeenCalled();
  });

  it.each([
    [false, false],
    [true, true],
  ])("with keepListening %s, passes a later abort on: %s", async (keepListening, passedOn) => {
    const controller = new AbortController();
    const inner = await abortable(async (signal) => signal, { signal: controller.signal, keepListening });
    controller.abort();
    expect(inner.aborted).toBe(passedOn);
  });
});

describe("sleep", () => {
  it("takes its time", async () => {
    const done = vi.fn();
    sleep(1000, new AbortController().signal).then(done);
    await vi.advanceTimersByTimeAsync(999);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalled();
  });

  it("drops its timer when nobody waits any more", () => {
    const controller = new AbortController();
    sleep(1000, controller.signal);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});
