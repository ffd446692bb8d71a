/** What may end a piece of work before its time. */
export interface Limits {
  signal?: AbortSignal | null | undefined;
  /** Milliseconds. */
  timeout?: number;
  /** Makes the reason to reject with when the time is up. */
  onTimeout?: () => Error;
  /** Whether the signal goes on to govern what the work gave, such as a body that is still to be read. */
  keepListening?: boolean;
}

/**
 * Does work that can be ended from outside. It rejects at once, whatever the work is waiting for, and leaves no
 * timer and no listener behind: a signal may serve many calls.
 */
export function abortable<T>(work: (signal: AbortSignal) => Promise<T>, limits: Limits): Promise<T> {
  const { signal, timeout, onTimeout, keepListening } = limits;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const end = (reason: unknown) => {
      stopListening();
      reject(reason);
      controller.abort(reason);
    };
    const onAbort = () => end(signal?.reason);
    const timer = timeout && setTimeout(() => end(onTimeout?.()), timeout);
    const stopListening = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    work(controller.signal)
      .finally(keepListening ? () => clearTimeout(timer) : stopListening)
      .then(resolve, reject);
  });
}

/** Waits, and drops its timer when the signal says that nobody waits any more. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}
