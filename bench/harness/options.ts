import {parseArgs} from 'node:util';

/** How much a bench does. */
export interface BenchOptions {
  readonly orders: number;
  /** Every peer is measured this many times, in turn with the others; medians are reported. */
  readonly runs: number;
  /** Only these peers, the limit always among them. Empty: all. */
  readonly peers: readonly string[];
  /** A CSV file that the import example can read, instead of generated orders. */
  readonly data: string | undefined;
}

/**
 * Reads `--orders N --runs N --peers A,B --data FILE --smoke --write`. `--smoke` shows that the harness works (2,000 orders, one
 * run) and says nothing about speed; `--write` keeps the result in docs/evidence.
 */
export function readOptions(args: readonly string[] = process.argv.slice(2)): BenchOptions {
  const {values} = parseArgs({
    args: [...args],
    options: {orders: {type: 'string'}, runs: {type: 'string'}, peers: {type: 'string'}, data: {type: 'string'}, smoke: {type: 'boolean'}, write: {type: 'boolean'}},
  });
  if (values.write) process.env['PACKLINE_DOSE'] = 'full';
  return {
    orders: wholeNumber('--orders', values.orders) ?? (values.smoke ? 2000 : 100_000),
    runs: wholeNumber('--runs', values.runs) ?? (values.smoke ? 1 : 5),
    peers: values.peers?.split(',') ?? [],
    data: values.data,
  };
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} needs a whole number of at least 1, not "${text}".`);
  return value;
}
