import {money, type NewOrder, type NewOrderLine, type PaymentMethod, type ShippingMethod} from '@packline/core';
import {addressOf, customerAt} from './people.ts';
import type {Product} from './products.ts';
import {createRandom, type Random} from './random.ts';

export const CURRENCY = 'HKD';

const TRANSFER: PaymentMethod = {code: 'bank_transfer', name: '銀行轉帳 Bank transfer', needsReceipt: true, allowUnpaidDispatch: false};
const FPS: PaymentMethod = {code: 'fps', name: '轉數快 FPS', needsReceipt: true, allowUnpaidDispatch: false};
const CARD: PaymentMethod = {code: 'card', name: 'Card', needsReceipt: false, allowUnpaidDispatch: false};
const CASH_ON_DELIVERY: PaymentMethod = {code: 'cod', name: '貨到付款 Cash on delivery', needsReceipt: false, allowUnpaidDispatch: true};

const COURIER: ShippingMethod = {code: 'courier', name: '速遞 Courier', carrier: 'shipany'};
const OWN_COURIER: ShippingMethod = {code: 'own', name: '自家送貨 Own van', carrier: 'own'};
const COLLECT: ShippingMethod = {code: 'collect', name: '門市自取 Collect in store', carrier: 'collect'};

const CHANNELS = [
  {code: 'online', name: 'Web shop'}, {code: 'online', name: 'Web shop'}, {code: 'online', name: 'Web shop'}, {code: 'whatsapp', name: 'WhatsApp'}, {code: 'instagram', name: 'Instagram'}, {code: 'phone', name: '電話'}, {code: 'till', name: '門市 Shop'},
];
const WISHES = ['請於下午送貨', 'Please leave it with the caretaker.', '多謝！麻煩小心輕放', 'Gift wrap, no price inside please', '收貨前請先致電', 'Ring twice'];
const STAFF_NOTES = ['熟客', 'Called about the delivery day', '上次欠一件，今次補寄', 'VIP'];
const TAGS = ['gift', '易碎', 'wholesale', '補寄', 'fragile', 'event-nov'];

/** Three years back from here; the newest order is the last one made. */
const LAST_DAY = Date.UTC(2026, 10, 23, 6, 0, 0);
const THREE_YEARS_MS = 3 * 365 * 86_400_000;
const SEED_PEOPLE = 2;

/** When the customer ordered: evenly over three years, in the order of their numbers. */
export function placedAtOf(index: number, total: number): number {
  return Math.floor(LAST_DAY - THREE_YEARS_MS * ((total - 1 - index) / Math.max(1, total)));
}

/** What a shopper or a clerk writes down for the order of this place in the series. `paidAtOnce` is money that came with it. */
export function newOrderAt(index: number, total: number, products: readonly Product[], random: Random, wish: {readonly needsReceipt: boolean; readonly draft?: boolean}): NewOrder {
  // A third as many customers as orders; each person is made from a stream of their own.
  const person = random.below(Math.max(1, Math.ceil(total / 3)));
  const home = createRandom(SEED_PEOPLE, person);
  const customer = customerAt(person, home);
  const address = addressOf(customer, home);
  const shippingMethod = random.pick([COURIER, COURIER, COURIER, OWN_COURIER, COLLECT]);
  const paymentMethod = wish.needsReceipt ? random.pick([TRANSFER, FPS]) : random.pick([CARD, CARD, CASH_ON_DELIVERY]);
  const lines = linesFrom(products, random);
  const subtotal = lines.reduce((sum, line) => sum + line.unitPrice.amount * line.quantity, 0);
  return {
    channel: random.pick(CHANNELS),
    currency: CURRENCY,
    placedAt: new Date(placedAtOf(index, total)).toISOString(),
    customer,
    ...(shippingMethod.carrier === 'collect' ? {} : {shippingAddress: address}),
    paymentMethod,
    shippingMethod,
    lines,
    ...(shippingMethod.carrier === 'collect' ? {} : {shippingFee: money(random.pick([3000, 4500, 6000]), 2, CURRENCY)}),
    ...(random.chance(0.15) ? {discounts: [{name: random.pick(['會員九折 Member 10%', 'WELCOME5', '清貨']), amount: money(Math.floor(subtotal / 10), 2, CURRENCY)}]} : {}),
    ...(wish.draft || wish.needsReceipt || paymentMethod.allowUnpaidDispatch ? {} : {paid: {method: paymentMethod.code}}),
    ...(wish.draft ? {draft: true} : {}),
    ...(random.chance(0.2) ? {tags: [random.pick(TAGS)]} : {}),
    ...(random.chance(0.25) ? {customerNote: random.pick(WISHES)} : {}),
    ...(random.chance(0.08) ? {staffNote: random.pick(STAFF_NOTES)} : {}),
  };
}

/** Two to a dozen different products, most often six. */
function linesFrom(products: readonly Product[], random: Random): NewOrderLine[] {
  const count = 2 + random.below(5) + random.below(5) + (random.chance(0.1) ? random.below(8) : 0);
  const chosen = new Set<Product>();
  while (chosen.size < Math.min(count, products.length)) chosen.add(random.pick(products));
  return [...chosen].map(({sku, name, price}) => ({sku, name, quantity: random.chance(0.6) ? 1 : random.between(2, 12), unitPrice: money(price, 2, CURRENCY)}));
}
