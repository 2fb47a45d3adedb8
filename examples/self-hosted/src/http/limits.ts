import {badParameter} from './known-parameters.ts';

/** What one request may carry; `GET /v1/me` tells those a client has to know. */
export const LIMITS = {
  commandsPerBatch: 500,
  changesPerPage: 1000,
  ordersPerPage: 500,
  /** Exact up to here; past it a list says "more than". */
  exactCount: 1000,
  commandBodyBytes: 16 * 1024 * 1024,
  receiptBytes: 10 * 1024 * 1024,
  /** One order from another shop, with everything that shop says about it. */
  hookBodyBytes: 1024 * 1024,
  /** Uploads one order may gather; a customer needs a handful. */
  receiptsPerOrder: 30,
} as const;

/**
 * A `limit` parameter: a number is clamped rather than refused.
 * @throws HttpProblem `bad-parameter` for what is no number.
 * @example
 * clampLimit('9999', {standard: 200, most: 1000}) //=> 1000
 */
export function clampLimit(text: string | undefined, {standard, most}: {standard: number; most: number}): number {
  if (text === undefined || text === '') return standard;
  const wanted = Number(text);
  if (text.trim() === '' || Number.isNaN(wanted)) throw badParameter('limit', 'has to be a number.');
  return Math.min(most, Math.max(1, Math.floor(wanted)));
}
