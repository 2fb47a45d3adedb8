import assert from 'node:assert/strict';
import test from 'node:test';
import {applyCommand, DEFAULT_SETTINGS, toDecimal, type Order} from '@packline/core';
import {prepareImport} from '../src/import/prepare-import.ts';
import {EXPECTED as expected, ONLINE_RETAIL_FILE, readRows, sumsByInvoice, thousandths, type Row} from './support/online-retail-file.ts';

const rows = readRows();
const sums = sumsByInvoice(rows);

const prepared = await prepareImport(ONLINE_RETAIL_FILE);
const orders: Order[] = [];
for await (const imported of prepared.orders()) {
  assert.ok(imported.ok, JSON.stringify(imported));
  const answer = applyCommand(undefined, imported.command, {settings: DEFAULT_SETTINGS, actor: {id: 'import', name: 'Import', role: 'system'}, now: '2026-01-01T00:00:00.000Z'});
  assert.ok(answer.ok, `${imported.source.number}: ${JSON.stringify(answer)}`);
  orders.push(answer.order);
}
const count = (holds: (order: Order) => boolean) => orders.filter(holds).length;

test('every line and every invoice of the file is there', () => {
  assert.equal(prepared.scanned.lineCount, expected.lines);
  assert.equal(orders.length, expected.invoices);
  assert.equal(new Set(orders.map(({id}) => id)).size, expected.invoices);
  assert.deepEqual(orders.map(({number}) => number).toSorted(), [...sums.keys()].toSorted());
  assert.equal(orders.reduce((lines, order) => lines + order.lines.length, 0), expected.lines);
  assert.equal(Math.max(...orders.map(({lines}) => lines.length)), expected.largest);
});

test('credits, adjustments and write-offs are what they are, the rest are sales', () => {
  assert.equal(count(({number, kind}) => number.startsWith('C') && kind === 'credit'), expected.credits);
  assert.equal(count(({number, kind}) => number.startsWith('A') && kind === 'adjustment'), expected.a);
  assert.equal(count(({number, kind}) => /^\d/.test(number) && kind === 'adjustment'), expected.writeOffs);
  assert.equal(count(({kind}) => kind === 'sale'), expected.invoices - expected.credits - expected.a - expected.writeOffs);
  assert.ok(orders.every(({kind, status}) => (kind === 'sale') === (status === 'processing' || status === 'complete')));
});

test('every invoice has the total of its own lines, to the tenth of a penny', () => {
  for (const {number, totals} of orders) assert.equal(BigInt(totals.total.amount) * 10n ** BigInt(3 - totals.total.scale), sums.get(number), number);
});

test('the sum over everything is exact', () => {
  const sum = orders.flatMap(({lines}) => lines).reduce((total, {quantity, unitPrice}) => total + BigInt(quantity) * thousandths(toDecimal(unitPrice)), 0n);
  assert.equal(toDecimal({amount: Number(sum), scale: 3, currency: 'GBP'}), expected.sum);
});

test('lines stand in file order with their signs, decimals and words', () => {
  const linesOf = new Map<string, Row[]>();
  for (const row of rows) linesOf.set(row.number, [...(linesOf.get(row.number) ?? []), row]);
  for (const {number, lines} of orders) {
    const written = linesOf.get(number) ?? [];
    assert.equal(lines.length, written.length, number);
    for (const [index, line] of lines.entries()) {
      const row = written[index];
      assert.equal(String(line.quantity), row?.quantity, number);
      assert.equal(toDecimal(line.unitPrice), row?.price, number);
      assert.equal(line.name, row?.name === '' ? line.sku : row?.name, number);
    }
  }
});

test('exact duplicates, empty names, free and negative lines are all kept', () => {
  const seen = new Map<string, number>();
  for (const {text} of rows) seen.set(text, (seen.get(text) ?? 0) + 1);
  assert.equal([...seen.values()].reduce((more, times) => more + times - 1, 0), expected.duplicates);
  const lines = orders.flatMap((order) => order.lines);
  assert.equal(lines.filter(({note}) => note !== undefined).length, expected.empty);
  assert.equal(lines.filter(({unitPrice}) => unitPrice.amount === 0).length, expected.free);
  assert.equal(lines.filter(({unitPrice}) => unitPrice.amount < 0).length, expected.negativePrices);
});

test('a sale with something to pay is paid in full, and waits to be packed when something travels', () => {
  for (const order of orders) {
    if (order.kind !== 'sale') assert.deepEqual([order.payment, order.fulfillment, order.payments, order.parcels], ['not_required', 'not_required', [], []], order.number);
    else {
      const travels = order.lines.some(({requiresShipping}) => requiresShipping);
      assert.equal(order.payment, order.totals.payable.amount === 0 ? 'not_required' : 'paid', order.number);
      assert.equal(order.status, travels ? 'processing' : 'complete', order.number);
      assert.equal(order.parcels.length, travels ? 1 : 0, order.number);
    }
  }
});

test('an invoice with two times has the earlier one and keeps both as written', () => {
  const twice = orders.filter(({source}) => source?.InvoiceDate !== undefined);
  assert.equal(twice.length, expected.twoTimes);
  for (const {placedAt, source} of twice) {
    const [first = '', second = ''] = source?.InvoiceDate?.split(', ') ?? [];
    assert.ok(first < second);
    const london = new Date(placedAt).toLocaleString('sv', {timeZone: 'Europe/London'});
    assert.equal(london, first);
  }
});

test('no fee, discount or tax was made of a line', () => {
  assert.ok(orders.every(({shippingFee, discounts, tax}) => shippingFee === undefined && discounts.length === 0 && tax === undefined));
});
