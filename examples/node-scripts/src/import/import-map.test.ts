import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import test from 'node:test';
import {ImportMapError, parseImportMap} from './import-map.ts';

const SMALL = {source: 'my-shop', currency: 'HKD', columns: {number: 'Order', sku: 'SKU', quantity: 'Qty', unitPrice: 'Price'}};
const problemsOf = (value: unknown) => {
  try {
    parseImportMap(typeof value === 'string' ? value : JSON.stringify(value), 'map.json');
  } catch (error) {
    assert.ok(error instanceof ImportMapError);
    return error.problems;
  }
  return [];
};

test('a small map gets every default', () => {
  const map = parseImportMap(JSON.stringify(SMALL), 'map.json');
  assert.deepEqual([map.delimiter, map.encoding, map.dateFormat, map.timeZone, map.paid, map.channel.code, map.paymentMethod.code, map.shippingMethod.carrier], [',', 'utf-8', 'iso', 'UTC', null, 'import', 'invoice', 'own']);
});

test('the maps that ship with the importer are usable', async () => {
  const file = new URL('../../maps/online-retail.json', import.meta.url);
  assert.equal(parseImportMap(await readFile(file, 'utf8'), 'online-retail.json').source, 'online-retail');
});

test('problems name their place, all at once', () => {
  assert.deepEqual(problemsOf({...SMALL, source: 'My Shop', timeZone: 'London', colour: 'red'}).length, 3);
  assert.match(problemsOf({...SMALL, source: 'My Shop'})[0] ?? '', /^source must be 1 to 50 lower-case letters/);
  assert.match(problemsOf({...SMALL, timeZone: 'London'})[0] ?? '', /^timeZone is not a time zone/);
  assert.match(problemsOf({...SMALL, columns: {...SMALL.columns, sku: 7}})[0] ?? '', /^columns\.sku/);
  assert.match(problemsOf({...SMALL, encoding: 'klingon'})[0] ?? '', /^encoding is not an encoding/);
  assert.match(problemsOf({...SMALL, countries: {UK: 'Great Britain'}})[0] ?? '', /^countries\.UK must be an ISO 3166 code/);
  assert.match(problemsOf({...SMALL, currency: undefined})[0] ?? '', /^currency is missing/);
  assert.match(problemsOf('{"source": ')[0] ?? '', /^It is not JSON/);
});

test('an unknown entry is refused, so that a typing mistake does not go unnoticed', () => {
  assert.match(problemsOf({...SMALL, timezone: 'UTC'})[0] ?? '', /timezone/);
});

test('a currency may come from a column instead', () => {
  assert.deepEqual(problemsOf({...SMALL, currency: undefined, columns: {...SMALL.columns, currency: 'Currency'}}), []);
});
