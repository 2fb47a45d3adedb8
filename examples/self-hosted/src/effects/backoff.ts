/** Milliseconds after the first failure. */
const FIRST_MS = 5000;
const FACTOR = 4;
const LONGEST_MS = 36_000_000;
/** Part of a pause that is left to chance, so that what failed together is not tried together for ever. */
const JITTER = 0.2;

/**
 * Milliseconds from a failure to the next try: 5 s, 20 s, 80 s … and never more than ten hours, each a fifth shorter or
 * longer. Twelve tries take about two days.
 *
 * @param attempts how often it was tried, 1 or more
 * @param chance from 0 to 1
 * @example
 * retryDelayMs(3, 0.5) //=> 80_000
 */
export function retryDelayMs(attempts: number, chance: number = Math.random()): number {
  const pause = Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (attempts - 1));
  return Math.round(pause * (1 - JITTER + 2 * JITTER * chance));
}
