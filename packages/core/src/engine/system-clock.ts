import type {Clock} from '../ports/clock.ts';

/** The real time. */
export const SYSTEM_CLOCK: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
