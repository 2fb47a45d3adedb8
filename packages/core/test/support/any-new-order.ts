import fc from 'fast-check';
import type {NewOrder, NewOrderLine} from '../../src/order/new-order.ts';
import type {OrderKind} from '../../src/order/order.ts';
import {minorDigits} from '../../src/shared/currencies.ts';
import type {Money} from '../../src/shared/money.ts';
import {CARD, COD, FPS} from './new-order.ts';

const PRODUCTS = [
  ['TEA-01', '鐵觀音 100 克'],
  ['TEA-02', '普洱茶餅 Pu-erh cake'],
  ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER'],
  ['20725', 'LUNCH BAG RED RETROSPOT'],
  ['POST', 'POSTAGE'],
] as const;

const CARRIERS = ['own', 'own', 'shipany', 'collect', 'own', 'none'] as const;

/** Prices as shops write them: whole, with cents, with a third decimal, in yen, in dinars. */
function anyPrice(currency: string, min = 0): fc.Arbitrary<Money> {
  const digits = minorDigits(currency);
  return fc.record({amount: fc.integer({min, max: 99_999}), scale: fc.constantFrom(0, digits, digits, digits + 1), currency: fc.constant(currency)});
}

function anyLine(currency: string, kind: OrderKind): fc.Arbitrary<NewOrderLine> {
  return fc
    .record(
      {
        product: fc.constantFrom(...PRODUCTS),
        quantity: kind === 'sale' ? fc.integer({min: 1, max: 6}) : fc.integer({min: 1, max: 60}).map((units) => -units),
        unitPrice: anyPrice(currency),
        requiresShipping: fc.constantFrom(true, true, true, false),
        note: fc.constantFrom('damages', '?'),
      },
      {requiredKeys: ['product', 'quantity', 'unitPrice']},
    )
    .map(({product: [sku, name], ...rest}) => ({sku, name, ...rest}));
}

/** Remainders in here keep rare things rare: small numbers and the largest ones are drawn far more often than others. */

/** A new order that is in order: what shops, tills and imports write down. Mostly sales, in four currencies. */
export const anyNewOrder: fc.Arbitrary<NewOrder> = fc
  .record({currency: fc.constantFrom('HKD', 'HKD', 'GBP', 'JPY', 'KWD'), kind: fc.nat(9999).map((number): OrderKind => (number % 24 === 5 ? 'credit' : number % 24 === 7 ? 'adjustment' : 'sale'))})
  .chain(({currency, kind}) =>
    fc.record(
      {
        kind: fc.constant(kind),
        currency: fc.constant(currency),
        channel: fc.constantFrom({code: 'online'}, {code: 'till', name: '門市'}, {code: 'whatsapp', name: 'WhatsApp'}, {code: 'import'}),
        placedAt: fc.constantFrom('2026-11-01T00:00:00Z', '2026-11-20T08:30:00.000Z'),
        number: fc.integer({min: 1, max: 999_999}).map(String),
        customer: fc.constantFrom({}, {id: '17850', name: '陳大文', email: 'man@example.com', phone: '+852 9123 4567'}, {name: 'Zoë Müller'}),
        paymentMethod: fc.constantFrom(FPS, CARD, COD),
        shippingMethod: fc.constantFrom(...CARRIERS).map((carrier) => ({code: 'method', carrier})),
        lines: fc.array(anyLine(currency, kind), {minLength: 1, maxLength: 5}),
        shippingFee: anyPrice(currency),
        discounts: fc.array(fc.record({name: fc.constant('VIP'), amount: anyPrice(currency)}), {maxLength: 2}),
        tax: fc.record({amount: anyPrice(currency), included: fc.boolean()}),
        paid: fc.record({method: fc.constantFrom('card', 'invoice'), amount: anyPrice(currency, 1)}, {requiredKeys: ['method']}),
        draft: fc.nat(9999).map((number) => number % 12 === 5),
        tags: fc.constantFrom([], ['vip'], ['急件', 'gift']),
        customerNote: fc.constantFrom('請打電話 before delivery', ''),
        staffNote: fc.constant('<b>text stays text</b>'),
        source: fc.constant({invoice: 'C536379', line: '1'}),
      },
      {requiredKeys: ['kind', 'currency', 'channel', 'paymentMethod', 'shippingMethod', 'lines']},
    ),
  )
  // As it would come over a wire: plain objects, nothing undefined.
  .map((order) => JSON.parse(JSON.stringify(order)) as NewOrder);
