import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {parseCommand, toDecimal, type NewOrder} from '@packline/core';
import {readDocument} from '../read-document.ts';
import {totalOf} from '../total-of.ts';
import {plainText} from './plain-text.ts';

const read = (name: string): Record<string, unknown> => JSON.parse(readFileSync(new URL(`../../../test/fixtures/channels/${name}`, import.meta.url), 'utf8')) as Record<string, unknown>;
const woo = read('woocommerce-order.json');
const shopify = (read('shopify-order.json') as {order: Record<string, unknown>}).order;

function orderOf(format: 'woocommerce' | 'shopify' | 'packline', document: unknown): {externalId: string; order: Omit<NewOrder, 'channel'>} {
  const result = readDocument(format, document, 'HKD');
  assert.equal(result.kind, 'order', JSON.stringify(result));
  assert.ok(result.kind === 'order');
  const parsed = parseCommand({type: 'order.place', id: 'c', schemaVersion: 1, orderId: 'o', order: {...result.order, channel: {code: 'x'}}});
  assert.deepEqual(parsed.ok ? [] : parsed.errors, [], 'the rules can read it');
  return result;
}

const wrongAt = (format: 'woocommerce' | 'shopify', document: unknown): readonly string[] => {
  const result = readDocument(format, document, 'HKD');
  return result.kind === 'invalid' ? result.errors.map(({pointer}) => pointer) : [result.kind];
};

test('an order of WooCommerce: every amount as it is written, the total as the shop says', () => {
  const {externalId, order} = orderOf('woocommerce', woo);
  assert.equal(externalId, '727');
  assert.equal(order.placedAt, '2017-03-22T19:28:02.000Z', 'GMT, not the shop’s local time');
  assert.deepEqual(order.customer, {name: 'John Doe', email: 'john.doe@example.com', phone: '(555) 555-5555'});
  assert.deepEqual(order.shippingAddress, {name: 'John Doe', phone: '(555) 555-5555', lines: ['969 Market'], city: 'San Francisco', region: 'CA', postcode: '94103', country: 'US'});
  assert.deepEqual(order.lines.map(({sku, name, quantity, unitPrice}) => [sku, name, quantity, toDecimal(unitPrice)]), [
    ['woo-93', 'Woo Single #1', 2, '3.00'],
    ['Bar3', 'Ship Your Idea – Color: Black, Size: M Test', 1, '12.00'],
  ]);
  assert.equal(order.lines[1]?.note, 'pa_color: black\nsize: M Test', 'what the customer chose is a note on the line');
  assert.deepEqual([order.shippingFee && toDecimal(order.shippingFee), order.tax && toDecimal(order.tax.amount), order.tax?.included], ['10.00', '1.35', false]);
  assert.equal(toDecimal(totalOf(order, 'USD')), '29.35');
  assert.deepEqual(order.paid, {method: 'bacs', amount: {amount: 2935, scale: 2, currency: 'USD'}});
  assert.deepEqual(order.paymentMethod, {code: 'bacs', name: 'Direct Bank Transfer', needsReceipt: false, allowUnpaidDispatch: false});
  assert.deepEqual(order.shippingMethod, {code: 'flat_rate', name: 'Flat Rate', carrier: 'own'});
  assert.match(order.staffNote ?? '', /^WooCommerce order 727/);
  assert.equal(order.source?.['order_key'], 'wc_order_58d2d042d1d', 'what nobody here knows is kept by name');
  assert.equal(order.tags, undefined);
});

test('an order of Shopify: lines, discount, tax, custom texts and what is left over', () => {
  const {externalId, order} = orderOf('shopify', {order: shopify});
  assert.equal(externalId, '450789469');
  assert.equal(order.placedAt, '2008-01-10T16:00:00.000Z');
  assert.deepEqual(order.customer, {id: '207119551', name: 'Bob Norman', email: shopify['email'], phone: '555-625-1199'});
  assert.deepEqual(order.lines.map(({sku, quantity, unitPrice, note}) => [sku, quantity, toDecimal(unitPrice), note]), [
    ['IPOD2008GREEN', 1, '199.00', 'Custom Engraving: Happy Birthday'],
    ['IPOD2008RED', 1, '199.00', undefined],
    ['IPOD2008BLACK', 1, '199.00', undefined],
  ]);
  assert.deepEqual(order.tax, {amount: {amount: 1194, scale: 2, currency: 'USD'}, included: false});
  assert.equal(order.paid, undefined, 'authorised money has not come yet');
  assert.match(order.staffNote ?? '', /^Shopify order #1001\nMoney in Shopify: authorized\ncustom engraving: Happy Birthday\ncolour: green\n/);
  assert.equal(order.source?.['landing_site'], 'http://www.example.com?source=abc');
  // The fixture's own total leaves out a line: nobody makes it fit, somebody is asked to look.
  assert.deepEqual(order.tags, ['check-total']);
  assert.match(order.staffNote ?? '', /The shop says the total is 409\.94 USD; .* come to 608\.94\.$/);
  assert.deepEqual(orderOf('shopify', shopify), {...orderOf('shopify', {order: shopify})}, 'bare or wrapped');
});

test('a line that does not divide evenly loses nothing', () => {
  const {order} = orderOf('woocommerce', {...woo, line_items: [{name: 'Three for ten', sku: 'T', quantity: 3, subtotal: '10.00'}], total: '21.35'});
  assert.deepEqual(order.lines.map(({name, quantity, unitPrice, requiresShipping}) => [name, quantity, toDecimal(unitPrice), requiresShipping]), [
    ['Three for ten', 3, '3.333333', undefined],
    ['Rounding, Three for ten', 1, '0.000001', false],
  ]);
  assert.equal(order.tags, undefined, 'the total is exactly the shop’s');
});

test('coupons, fees and fees below zero come to the shop’s total', () => {
  const {order} = orderOf('woocommerce', {
    ...woo,
    discount_total: '1.80',
    coupon_lines: [{code: 'tea10'}],
    fee_lines: [{name: 'Gift wrap', total: '2.50'}, {name: 'Loyal customer', total: '-0.75'}],
    total: '29.30',
  });
  assert.deepEqual(order.discounts?.map(({name, amount}) => [name, toDecimal(amount)]), [['tea10', '1.80'], ['Loyal customer', '0.75']]);
  assert.deepEqual(order.lines.at(-1), {sku: '', name: 'Gift wrap', quantity: 1, unitPrice: {amount: 250, scale: 2, currency: 'USD'}, requiresShipping: false});
  assert.equal(order.tags, undefined);
});

test('where goods go: collection, download, delivery', () => {
  assert.equal(orderOf('woocommerce', {...woo, shipping_lines: [{method_id: 'local_pickup:3', method_title: 'Shop'}]}).order.shippingMethod.carrier, 'collect');
  assert.equal(orderOf('woocommerce', {...woo, shipping_lines: [], shipping: {first_name: ''}}).order.shippingMethod.carrier, 'none');
  assert.equal(orderOf('woocommerce', {...woo, shipping_lines: []}).order.shippingMethod.carrier, 'own');
  const items = (shopify['line_items'] as object[]).map((item) => ({...item, requires_shipping: false}));
  assert.equal(orderOf('shopify', {...shopify, line_items: items}).order.shippingMethod.carrier, 'none');
  assert.equal(orderOf('shopify', {...shopify, taxes_included: true}).order.tax?.included, true);
  assert.equal(orderOf('woocommerce', {...woo, payment_method: 'cod', date_paid_gmt: null}).order.paymentMethod.allowUnpaidDispatch, true);
});

test('what is over asks for nothing', () => {
  for (const status of ['cancelled', 'refunded', 'failed', 'trash', 'checkout-draft']) assert.deepEqual(wrongAt('woocommerce', {...woo, status}), ['ignored'], status);
  assert.deepEqual(wrongAt('shopify', {...shopify, cancelled_at: '2026-01-01T00:00:00Z'}), ['ignored']);
  assert.deepEqual(wrongAt('shopify', {...shopify, financial_status: 'voided'}), ['ignored']);
  assert.deepEqual(wrongAt('shopify', {...shopify, test: true}), ['ignored']);
});

test('an amount that has been a float is not taken, and the place is named', () => {
  assert.deepEqual(wrongAt('woocommerce', {...woo, total: 29.35}), ['/total']);
  assert.deepEqual(wrongAt('woocommerce', {...woo, line_items: [{name: 'A', quantity: 1, subtotal: '1e3'}]}), ['/line_items/0/subtotal']);
  assert.deepEqual(wrongAt('shopify', {order: {...shopify, total_price: 409.94}}), ['/order/total_price']);
  assert.deepEqual(wrongAt('woocommerce', []), ['']);
  assert.deepEqual(wrongAt('shopify', null), ['']);
  assert.deepEqual(wrongAt('woocommerce', {...woo, line_items: [{name: 'A', quantity: 1.5, subtotal: '1.00'}]}), ['/line_items/0/quantity']);
});

test('references to characters are read once, and nothing is ever markup', () => {
  assert.equal(plainText('A &amp; B &ndash; &#8220;C&#8221; &#x1F375; &lt;b&gt;'), 'A & B – “C” 🍵 <b>');
  assert.equal(plainText('&amp;lt; &nosuch; &#0; &#55296; &#99999999; &'), '&lt; &nosuch; &#0; &#55296; &#99999999; &');
});

test('“order in”: amounts exactly, and a total that has to fit', () => {
  const document = {
    externalId: 'A-1001',
    placedAt: '2026-11-23T14:32:00+08:00',
    customer: {name: '陳嘉欣', phone: '+852 6123 4567'},
    payment: {method: 'card', state: 'paid'},
    shipping: {method: 'sf-door', carrier: 'own', fee: '32.00'},
    lines: [{sku: 'TEA-DD-150', name: '凍頂烏龍', quantity: 3, unitPrice: '12.345'}],
    discounts: [{name: 'Regular', amount: '5.00'}],
    tax: {amount: '1.00', included: true},
    total: '64.035',
  };
  const {order} = orderOf('packline', document);
  assert.equal(toDecimal(totalOf(order, 'HKD')), '64.035');
  assert.equal(order.placedAt, '2026-11-23T06:32:00.000Z');
  assert.deepEqual(order.paid, {method: 'card'});
  const errorsOf = (more: object) => {
    const result = readDocument('packline', {...document, ...more}, 'HKD');
    return result.kind === 'invalid' ? result.errors : [];
  };
  assert.deepEqual(errorsOf({total: '64.04'}), [{pointer: '/total', detail: 'is 64.04, but lines, fee, discounts and tax come to 64.035.'}]);
  assert.deepEqual(errorsOf({totl: '1'}), [{pointer: '', detail: 'has fields that are not known here: "totl".'}]);
  const line = {sku: 'A', name: 'A', quantity: 1, unitPrice: '1'};
  const table: readonly [object, string][] = [
    [{lines: [{...line, unitPrice: 12.5}]}, '/lines/0/unitPrice must be a text.'],
    [{lines: [{...line, unitPrice: '1,5'}]}, '/lines/0/unitPrice must be a plain decimal in quotes, such as "380.00", with at most 6 decimals.'],
    [{lines: [{...line, quantity: 0}]}, '/lines/0/quantity must be at least 1.'],
    [{lines: [{...line, quantity: 1.5}]}, '/lines/0/quantity must be a whole number.'],
    [{lines: []}, '/lines must have at least 1 entry.'],
    [{externalId: undefined}, '/externalId must be a text.'],
    [{payment: {method: 'card', state: 'maybe'}}, '/payment/state must be "paid" or "unpaid" or "on_delivery" or "receipt".'],
    [{placedAt: 'yesterday'}, '/placedAt is not written as documented.'],
    [{tags: ['x'.repeat(201)]}, '/tags/0 must have at most 200 characters.'],
    [{source: {'a/b': 1}}, '/source/a~1b must be a text.'],
  ];
  for (const [more, expected] of table) assert.deepEqual(errorsOf(more).map(({pointer, detail}) => `${pointer} ${detail}`), [expected]);
  assert.deepEqual(errorsOf({lines: [{sku: 'A', name: 'A', quantity: 9_007_199_254, unitPrice: '999999999999'}]})[0]?.pointer, '', 'amounts that cannot be added up');
});
