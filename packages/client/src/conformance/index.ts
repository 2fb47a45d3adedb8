/**
 * The conformance kit: tries any backend by what the protocol promises. On the command line it is `packline-conformance`.
 *
 * @packageDocumentation
 */
export {checkConformance, type ConformanceOptions, type ConformanceReport} from './check-conformance.ts';
export {PARTS, type CheckResult, type Part} from './check.ts';
export {formatResult, formatTotals} from './format-result.ts';
