import assert from 'node:assert/strict';
import {test} from 'node:test';
import {applyCommand, DEFAULT_SETTINGS, type Order} from '@packline/core';
import {composeMail, messageIdOf, sumText} from './compose-mail.ts';

const now = '2026-11-23T06:00:00.000Z';

function orderOf(more: Partial<Order> = {}): Order {
  const answer = applyCommand(
    undefined,
    {
      id: 'c1',
      schemaVersion: 1,
      orderId: 'o1',
      type: 'order.place',
      order: {
        number: '10482',
        channel: {code: 'online'},
        customer: {name: 'Chan Ka Yan', email: 'chan@example.com', language: 'en'},
        paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
        shippingMethod: {code: 'own', carrier: 'own'},
        lines: [{sku: 'A', name: 'Oolong', quantity: 2, unitPrice: {amount: 38_050, scale: 2, currency: 'HKD'}}],
        discounts: [{name: 'Regulars', amount: {amount: 1000, scale: 2, currency: 'HKD'}}],
        tax: {amount: {amount: 5, scale: 1, currency: 'HKD'}, included: false},
      },
    },
    {settings: DEFAULT_SETTINGS, actor: {id: 'o', name: 'O', role: 'owner'}, now},
  );
  assert.ok(answer.ok);
  return {...answer.order, ...more};
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
