import type {CheckResult} from './check.ts';
import type {ConformanceReport} from './check-conformance.ts';

const SIGNS = {passed: '✓', failed: '✗', optional: '○'} as const;

/**
 * A check on a line, and the reason on a second one where there is one.
 * @example
 * formatResult(result) //=> '✓ feed: limit is clamped to 1–1,000, whatever number it is'
 */
export function formatResult({part, name, outcome, reason}: CheckResult): string {
  return `${SIGNS[outcome]} ${part}: ${name}${reason === undefined ? '' : `\n    ${reason}`}`;
}

/**
 * The last line of a run.
 * @example
 * formatTotals(report) //=> '83 passed, 0 failed, 4 optional'
 */
export function formatTotals({passed, failed, optional}: Pick<ConformanceReport, 'passed' | 'failed' | 'optional'>): string {
  return `${passed} passed, ${failed} failed, ${optional} optional`;
}
