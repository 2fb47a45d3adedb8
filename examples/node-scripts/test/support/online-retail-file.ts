import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';

/*
 * The real file: the 500 invoices that ship with the example, or with PACKLINE_DATA the whole of it. It is read and
 * added up here a second time, without anything of the importer; the expected figures were counted by a third program.
 */

const whole = process.env.PACKLINE_DATA;

export const ONLINE_RETAIL_FILE = whole ?? fileURLToPath(new URL('../../fixtures/online-retail-500.csv.gz', import.meta.url));

export const EXPECTED =
  whole === undefined
    ? {lines: 9390, invoices: 500, credits: 48, a: 3, writeOffs: 40, duplicates: 63, sum: '165206.064', twoTimes: 7, largest: 1114, empty: 57, free: 78, negativePrices: 2}
    : {lines: 541_909, invoices: 25_900, credits: 3836, a: 3, writeOffs: 1336, duplicates: 5268, sum: '9747747.934', twoTimes: 43, largest: 1114, empty: 1454, free: 2515, negativePrices: 2};

export interface Row {
  readonly number: string;
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
  /** The whole line. */
  readonly text: string;
}

/** Reads the file in the plainest way: every row is one line there. */
export function readRows(): Row[] {
  const bytes = readFileSync(ONLINE_RETAIL_FILE);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.trimEnd().split('\n').slice(1).map((line) => {
    const [number = '', , name = '', quantity = '', , price = ''] = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
    return {number, name, quantity, price, text: line};
  });
}

/** Thousandths of a pound, exact. */
export function thousandths(price: string): bigint {
  const [, sign = '', pounds = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(price) ?? assert.fail(`a price: ${price}`);
  return BigInt(`${sign}${pounds}${fraction.padEnd(3, '0')}`);
}

/** The exact sum of quantity × unit price of every invoice, in thousandths of a pound. */
export function sumsByInvoice(rows: readonly Row[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const {number, quantity, price} of rows) sums.set(number, (sums.get(number) ?? 0n) + BigInt(quantity) * thousandths(price));
  return sums;
}
