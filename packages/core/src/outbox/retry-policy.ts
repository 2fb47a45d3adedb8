/** Waits between attempts, in milliseconds. */
export interface RetryLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

export const RETRY_LIMITS: RetryLimits = {firstMs: 500, longestMs: 30_000};

/**
 * How long to wait before trying again: doubling from `firstMs` to `longestMs`, of which a random half is taken off
 * so that a shop full of devices does not come back in the same instant. What the backend asked for is the least.
 *
 * @param attempts failures so far, at least 1.
 * @param random from 0 to 1.
 * @example
 * retryDelayMs(3, 1) //=> 2000
 */
export function retryDelayMs(attempts: number, random: number, {firstMs, longestMs} = RETRY_LIMITS, retryAfterMs = 0): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  return Math.max(retryAfterMs, Math.round(full * (0.5 + random / 2)));
}
