import type {Clock} from '../../src/ports/clock.ts';

/** Real time, but `factor` times as fast for whoever waits. */
export function createFastClock(factor: number): Clock {
  return {
    now: () => new Date().toISOString(),
    monotonicMs: () => performance.now() * factor,
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}
