/** How many requests one caller may make. */
export interface RequestLimit {
  /**
   * Counts one request.
   * @returns undefined when it may go on, else the whole seconds (at least 1) after which the next one may.
   */
  take(caller: string): number | undefined;
  /** What {@link RequestLimit.take} would say, without counting. */
  wait(caller: string): number | undefined;
}

/** Callers that are remembered at most before the quiet ones are forgotten. */
const MOST_CALLERS = 10_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * A bucket of tokens for each caller: it holds one minute's worth, so that a desk that comes back after a night may read
 * everything at once, and fills evenly.
 *
 * @param perMinute requests of one caller; 0 = as many as it likes
 * @param nowMs a clock that never goes back, in milliseconds
 * @example
 * createRequestLimit(60, () => performance.now()).take('a') //=> undefined
 */
export function createRequestLimit(perMinute: number, nowMs: () => number): RequestLimit {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;

  function fill(bucket: Bucket, ms: number): void {
    bucket.tokens = Math.min(perMinute, bucket.tokens + (ms - bucket.atMs) * perMs);
    bucket.atMs = ms;
  }

  /** A full bucket says nothing that a new one would not. */
  function forgetQuiet(ms: number): void {
    for (const [caller, bucket] of buckets) {
      fill(bucket, ms);
      if (bucket.tokens >= perMinute) buckets.delete(caller);
    }
  }

  /** Whole seconds until one more may go on. */
  function waitOf({tokens}: Bucket): number | undefined {
    return tokens < 1 ? Math.max(1, Math.ceil((1 - tokens) / perMs / 1000)) : undefined;
  }

  return {
    wait(caller) {
      const bucket = buckets.get(caller);
      if (bucket === undefined) return undefined;
      fill(bucket, nowMs());
      return waitOf(bucket);
    },
    take(caller) {
      if (perMinute === 0) return undefined;
      const ms = nowMs();
      const bucket = buckets.get(caller) ?? {tokens: perMinute, atMs: ms};
      if (buckets.size >= MOST_CALLERS && !buckets.has(caller)) forgetQuiet(ms);
      buckets.set(caller, bucket);
      fill(bucket, ms);
      const wait = waitOf(bucket);
      if (wait === undefined) bucket.tokens -= 1;
      return wait;
    },
  };
}
