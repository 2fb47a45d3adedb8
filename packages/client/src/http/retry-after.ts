/**
 * Milliseconds a `Retry-After` header asks to wait, or undefined when there is none that can be read.
 *
 * A date is measured against the answer's own `Date` header where it has one: device clocks are wrong by hours.
 *
 * @param nowMs the device's clock, used when the answer has no `Date`
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  // Only a date by its name of day: `Date.parse` would also take a bare year, or `-5`.
  const until = /^[A-Z][a-z]+,? /.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const answeredAt = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(answeredAt) ? nowMs : answeredAt));
}
