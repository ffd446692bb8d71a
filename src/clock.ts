/** A clock that can be set right, without touching the machine's. */
export interface AdjustableClock {
  /** Milliseconds since the epoch, corrected. */
  now(): number;
  /** Makes `now` agree with the given time, from here on. */
  set(time: number): void;
  /** Milliseconds that the correction adds; 0 at first. */
  readonly offset: number;
}

export function adjustableClock(read: () => number = Date.now): AdjustableClock {
  let offset = 0;
  return {
    now: () => read() + offset,
    set: (time) => {
      offset = time - read();
    },
    get offset() {
      return offset;
    },
  };
}
