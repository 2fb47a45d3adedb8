import assert from 'node:assert/strict';
import {test} from 'node:test';
import {applyCommand, DEFAULT_SETTINGS, MAX_SCALE, type MailTemplate, type NewOrder, type Order} from '@packline/core';
import fc from 'fast-check';
import {checkProperty} from '../../test/support/check-property.ts';
import {composeMail, messageIdOf, sumText} from './compose-mail.ts';

const now = '2026-11-23T06:00:00.000Z';

const WISH: NewOrder = {
  number: '10482',
  channel: {code: 'online'},
  customer: {name: 'Chan Ka Yan', email: 'chan@example.com', language: 'en'},
  paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
  shippingMethod: {code: 'own', carrier: 'own'},
  lines: [{sku: 'A', name: 'Oolong', quantity: 2, unitPrice: {amount: 38_050, scale: 2, currency: 'HKD'}}],
  discounts: [{name: 'Regulars', amount: {amount: 1000, scale: 2, currency: 'HKD'}}],
  tax: {amount: {amount: 5, scale: 1, currency: 'HKD'}, included: false},
};

/** Undefined when the rules do not let it in. */
function placed(wish: Partial<NewOrder>): Order | undefined {
  const command = {id: 'c1', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: {...WISH, ...wish}} as const;
  const answer = applyCommand(undefined, command, {settings: DEFAULT_SETTINGS, actor: {id: 'o', name: 'O', role: 'owner'}, now});
  return answer.ok ? answer.order : undefined;
}

function orderOf(more: Partial<Order> = {}, wish: Partial<NewOrder> = {}): Order {
  const order = placed(wish);
  assert.ok(order);
  return {...order, ...more};
}

const letter = (more: Partial<Parameters<typeof composeMail>[0]> = {}) =>
  composeMail({key: 'k', wish: {template: 'order-confirmed', to: 'chan@example.com', data: {}}, order: orderOf(), settings: DEFAULT_SETTINGS, link: 'https://shop.example/o/x', now, ...more});

test('sums are written with their currency’s own digits and the minus in front', () => {
  assert.equal(sumText({amount: 123_456_789, scale: 2, currency: 'HKD'}), 'HK$1,234,567.89');
  assert.equal(sumText({amount: -5, scale: 2, currency: 'HKD'}), '−HK$0.05');
  assert.equal(sumText({amount: 1500, scale: 0, currency: 'JPY'}), 'JPY 1,500');
  assert.equal(sumText({amount: 12_345, scale: 3, currency: 'GBP'}), 'GBP 12.35');
  assert.equal(sumText({amount: 7, scale: 0, currency: 'BHD'}), 'BHD 7.000');
});

test('the letter adds up: lines, discount, tax and total', () => {
  const {body, subject, language} = letter();
  assert.equal(subject, 'Order 10482 is confirmed');
  assert.equal(language, 'en');
  assert.match(body, /2 × Oolong {2}HK\$761\.00\n {2}Discount, Regulars {2}−HK\$10\.00\n {2}Tax {2}HK\$0\.50\n {2}Total {2}HK\$751\.50/);
  assert.match(body, /Follow your order here:\nhttps:\/\/shop\.example\/o\/x/);
});

test('the same wish makes the same letter; another key makes another', () => {
  assert.deepEqual(letter(), letter());
  assert.equal(messageIdOf('a'), messageIdOf('a'));
  assert.notEqual(messageIdOf('a'), messageIdOf('b'));
});

test('a language nobody speaks here falls back to the shop’s', () => {
  assert.equal(letter({order: orderOf({customer: {email: 'x@example.com'}}), settings: {...DEFAULT_SETTINGS, language: 'zh-Hant'}}).language, 'zh-Hant');
  assert.equal(letter({order: orderOf({customer: {email: 'x@example.com', language: 'fr'}})}).language, 'en');
});

test('line breaks in names make no new lines, neither in the subject nor in the text', () => {
  const {subject, body, to} = letter({order: orderOf({number: '1\r\nBcc: all@example.com', customer: {name: 'A\u2028B', language: 'en'}}), wish: {template: 'order-confirmed', to: 'a@example.com\r\nBcc: b@example.com', data: {}}});
  assert.doesNotMatch(`${subject}${to}`, /[\r\n]/);
  assert.match(body, /^Hello A B,\n/);
});

/** Text as strangers write it: any characters, and often the ones that end a line somewhere. */
const hostile = fc.array(fc.oneof(fc.string({unit: 'binary', maxLength: 5}), fc.constantFrom('\n', '\r\n', '\u0085', '\u2028', '\u2029', '\v', '\f', 'Bcc: all@example.com', '.', '> ', '\u202e')), {maxLength: 8}).map((parts) => parts.join(''));
const TEMPLATES: readonly MailTemplate[] = ['order-confirmed', 'part-payment', 'receipt-denied', 'parcel-sent'];

test('whatever strangers wrote, a letter has the lines that were meant and none of theirs', async (t) => {
  await checkProperty(
    t,
    fc.asyncProperty(fc.constantFrom(...TEMPLATES), hostile, hostile, fc.constantFrom('en', 'zh-Hant'), async (template, name, message, language) => {
      const lines = [{sku: name, name, quantity: 2, unitPrice: {amount: 1, scale: 0, currency: 'HKD'}}];
      const order = orderOf({number: name, customer: {name, language}}, {lines, discounts: []});
      const {subject, to, body} = letter({order, wish: {template, to: name, data: {message, parcelId: 'o1-p1'}}});
      const plain = letter({order: orderOf({customer: {name: 'x', language}}, {discounts: []}), wish: {template, to: 'x', data: {message: 'x', parcelId: 'o1-p1'}}});
      const line = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
      assert.doesNotMatch(`${subject}${to}`, line);
      // The shop's message may have lines of its own; each of them is marked.
      const quoted = template === 'receipt-denied' ? message.split(line) : ['x'];
      if (template === 'receipt-denied') assert.ok(body.includes(quoted.map((each) => `> ${each}`).join('\n')));
      assert.equal(body.split(line).length - quoted.length, plain.body.split(line).length - 1);
    }),
    {runs: 200},
  );
});

test('every order the rules let in can be written about', async (t) => {
  const currency = fc.constantFrom('HKD', 'JPY', 'BHD', 'CLF', 'XAU', 'ZZZ');
  const amount = fc.oneof({weight: 4, arbitrary: fc.integer()}, {weight: 1, arbitrary: fc.maxSafeInteger()}, {weight: 1, arbitrary: fc.constantFrom(Number.MAX_SAFE_INTEGER, 2 ** 50, -(2 ** 50), 0)});
  const quantity = fc.oneof({weight: 5, arbitrary: fc.integer({min: 1, max: 9})}, {weight: 1, arbitrary: fc.maxSafeInteger()});
  const price = fc.record({amount, scale: fc.integer({min: 0, max: MAX_SCALE})});
  let written = 0;
  await checkProperty(
    t,
    fc.asyncProperty(currency, fc.array(fc.record({quantity, price}), {minLength: 1, maxLength: 4}), async (code, wanted) => {
      const lines = wanted.map((each, index) => ({sku: String(index), name: 'x', quantity: each.quantity, unitPrice: {...each.price, currency: code}}));
      const order = placed({currency: code, lines, discounts: [], tax: {amount: {amount: 0, scale: 0, currency: code}, included: true}});
      if (!order) return;
      written += 1;
      for (const template of TEMPLATES) letter({order, wish: {template, to: 'x', data: {message: 'x', parcelId: 'o1-p1'}}});
    }),
    {runs: 300},
  );
  assert.ok(written > 20, `${written} orders were let in`);
});
