import type {NewOrder, PaymentMethod, ShippingMethod} from '@packline/core';
import {HANDED_OVER, PAYMENT_METHODS, SHIPPING_METHODS} from '../shop/methods.ts';
import {findProduct, PRODUCTS, type Product} from '../shop/products.ts';
import {DEMO_CUSTOMERS, type DemoCustomer} from './customers.ts';
import {DemoOrder, hkd, STAFF, type DemoOrderFacts, type DemoStep} from './demo-order.ts';
import {createBag, createRandom, type Random} from './random.ts';
import {OLD, RECENT, SCENARIOS, type ScenarioName} from './scenarios.ts';

/** First number of the demo shop's own series. */
export const DEMO_FIRST_NUMBER = 10_283;

const DAY_MS = 86_400_000;
const SEED = 20_261_123;
const CASH: PaymentMethod = {code: 'cash', name: 'Cash 現金', needsReceipt: false, allowUnpaidDispatch: false};
const CHANNELS: readonly NewOrder['channel'][] = [{code: 'online'}, {code: 'online'}, {code: 'online'}, {code: 'whatsapp', name: 'WhatsApp'}, {code: 'instagram', name: 'Instagram'}, {code: 'phone', name: 'Phone'}];
const TILL: NewOrder['channel'] = {code: 'till', name: 'Mong Kok'};
const NOTES = ['Gift, please no price inside', '請放管理處', '送禮用，請勿附價單', 'Ring twice', '星期六不在家', 'Ground floor, blue door'];

/** Scenarios that only make sense with an uploaded receipt, or with more than one line. */
const NEEDS_RECEIPT: ReadonlySet<ScenarioName> = new Set(['toReview', 'toReviewAgain', 'toReviewLess', 'awaitingReceipt', 'receiptDenied', 'partPaid', 'overpaid', 'expired']);
const NEEDS_LINES: ReadonlySet<ScenarioName> = new Set(['partSent', 'sentInTwo', 'packing']);

/** All steps of the last sixty days in the order they happened; the same for the same `nowMs`. */
export function planDemoShop(nowMs: number): readonly DemoStep[] {
  const random = createRandom(SEED);
  const old = random.shuffle(expand(OLD)).map((scenario, index, {length}) => ({scenario, placedMs: atShopHour(nowMs - DAY_MS * (60 - 54 * ((index + random.next() * 0.8) / length)), random)}));
  // Towards now the days get busier: there was a sale.
  const recent = random.shuffle(expand(RECENT)).map((scenario, index, {length}) => ({scenario, placedMs: nowMs - DAY_MS * 5.5 * (1 - (index + 1) / (length + 1)) ** 1.7 - 900_000}));
  // Somebody uploads another's picture and hopes that nobody looks.
  const copies = recent.filter(({scenario}) => scenario === 'toReview').slice(-6);
  let copied: Buffer | undefined;
  const nextBuyer = createBag(random, DEMO_CUSTOMERS);
  const ordinary = [...old, ...recent].map((entry): Entry => {
    const {scenario, placedMs} = entry;
    return {
      placedMs,
      make(start) {
        const order = place(scenario, start, nextBuyer);
        if (entry === copies[0]) copied = order.upload(9);
        else if (entry === copies[1] && copied) order.upload(9, {picture: copied});
        else SCENARIOS[scenario](order);
        return order;
      },
    };
  });
  // Two orders that a reader of the documentation meets again.
  const special: readonly Entry[] = [
    {placedMs: nowMs - 4 * 3_600_000, make: packedInTwo},
    {placedMs: nowMs - 300_000, make: reviewAgain},
  ];
  return [...ordinary, ...special]
    .sort((left, right) => left.placedMs - right.placedMs)
    .map(({placedMs, make}, index) => make({id: `demo-${DEMO_FIRST_NUMBER + index}`, number: String(DEMO_FIRST_NUMBER + index), placedMs: Math.round(placedMs), nowMs, random}))
    .flatMap(({steps}) => steps)
    .sort((left, right) => left.atMs - right.atMs);
}

/** When an order was placed, and how it came to be what it is. */
interface Entry {
  readonly placedMs: number;
  make(start: Start): DemoOrder;
}

type Start = Pick<DemoOrderFacts, 'id' | 'number' | 'placedMs' | 'nowMs' | 'random'>;

function place(scenario: ScenarioName, start: Start, nextBuyer: () => DemoCustomer): DemoOrder {
  const {random} = start;
  const till = scenario === 'handedOver';
  const byReceipt = NEEDS_RECEIPT.has(scenario) || (scenario !== 'unpaid' && random.chance(0.45));
  const paymentMethod = till ? CASH : byReceipt ? PAYMENT_METHODS.fps : (scenario === 'toPack' || scenario === 'onHold') && random.chance(0.4) ? PAYMENT_METHODS.cod : PAYMENT_METHODS.card;
  const shippingMethod: ShippingMethod = till ? HANDED_OVER : random.pick([SHIPPING_METHODS['sf-door'], SHIPPING_METHODS['sf-door'], SHIPPING_METHODS.shipany, SHIPPING_METHODS.collect]).method;
  const lines = pickLines(random, NEEDS_LINES.has(scenario) ? 3 : till ? 1 : random.pick([1, 1, 2, 2, 3, 4]), scenario === 'packing');
  const goods = lines.reduce((sum, {product, quantity}) => sum + product.cents * quantity, 0);
  const isDraft = scenario === 'draft' || scenario === 'confirmedDraft';
  const channel = till ? TILL : isDraft ? {code: 'whatsapp', name: 'WhatsApp'} : random.pick(CHANNELS);
  const kind = scenario === 'credit' || scenario === 'adjustment' ? scenario : undefined;
  const paidAtOnce = paymentMethod.code === 'card' && scenario !== 'unpaid' && !isDraft && kind === undefined;
  const more: Partial<NewOrder> = {
    ...(paidAtOnce || till ? {paid: {method: paymentMethod.code}} : {}),
    ...(isDraft ? {draft: true} : {}),
    ...(random.chance(0.12) ? {customerNote: random.pick(NOTES)} : {}),
    ...(goods > 100_000 && random.chance(0.5) ? {tags: ['VIP']} : random.chance(0.08) ? {tags: ['gift']} : {}),
    ...(kind === undefined ? {} : {kind, lines: lines.map(({product, quantity}) => ({sku: product.sku, name: product.title, quantity: -quantity, unitPrice: hkd(product.cents)})), staffNote: kind === 'credit' ? '退貨' : '盤點差異'}),
  };
  const buyer = till && random.chance(0.7) ? undefined : nextBuyer();
  const discounts = goods > 150_000 && random.chance(0.4) && kind === undefined ? {discounts: [{name: '熟客九五折 5 % for regulars', amount: hkd(Math.round(goods * 0.05))}]} : {};
  const byHand = channel.code !== 'online';
  return new DemoOrder({...start, buyer, channel, lines, paymentMethod, shippingMethod, ...discounts, more}).place(byHand ? STAFF.mei : undefined);
}

function pickLines(random: Random, count: number, several: boolean): DemoOrderFacts['lines'] {
  const chosen = new Map<string, Product>();
  while (chosen.size < count) {
    const product = random.pick(PRODUCTS);
    chosen.set(product.sku, product);
  }
  return [...chosen.values()].map((product) => ({product, quantity: several ? random.whole(2, 3) : random.pick([1, 1, 1, 2, 2, 3])}));
}

function known(sku: string): Product {
  const product = findProduct(sku);
  if (!product) throw new Error(`The catalogue has no ${sku}.`);
  return product;
}

function buyerNamed(part: string): DemoCustomer | undefined {
  return DEMO_CUSTOMERS.find(({customer}) => customer.name.includes(part));
}

/** Five of seven packed, in two parcels, the first verified. */
function packedInTwo(start: Start): DemoOrder {
  const lines = [
    {product: known('TEA-DD-150'), quantity: 3},
    {product: known('BS-01'), quantity: 1},
    {product: known('GW-110-W'), quantity: 1},
    {product: known('TC-500'), quantity: 2},
  ];
  const order = new DemoOrder({
    ...start,
    buyer: buyerNamed('Lam Wing Tung'),
    channel: {code: 'whatsapp', name: 'WhatsApp'},
    lines,
    paymentMethod: PAYMENT_METHODS.fps,
    shippingMethod: SHIPPING_METHODS.shipany.method,
    more: {customerNote: 'Gift, please no price inside'},
  }).place(STAFF.mei);
  order.upload(15);
  order.accept(20).after(60, STAFF.kit, {type: 'parcel.add', parcelId: order.secondParcel});
  return order.pack(2, order.parcel, 0, 2).pack(1, order.parcel, 2).verify(4).pack(2, order.secondParcel, 3);
}

/** The newest: denied once, uploaded again. */
function reviewAgain(start: Start): DemoOrder {
  const order = new DemoOrder({
    ...start,
    buyer: buyerNamed('Chan Ka Yan'),
    channel: {code: 'online'},
    lines: [
      {product: known('TEA-DD-150'), quantity: 2},
      {product: known('GW-110-W'), quantity: 1},
      {product: known('TC-500'), quantity: 1},
    ],
    paymentMethod: PAYMENT_METHODS.fps,
    shippingMethod: SHIPPING_METHODS['sf-door'].method,
  }).place();
  order.upload(1, {cents: 100_000});
  order.deny(1, '收據上的金額是 HK$1,000.00，訂單應付 HK$1,280.00。請補回差額，或上載另一張收據。');
  order.upload(1);
  return order;
}

function expand(counts: Readonly<Partial<Record<ScenarioName, number>>>): ScenarioName[] {
  return (Object.entries(counts) as [ScenarioName, number][]).flatMap(([name, count]) => Array.from({length: count}, () => name));
}

/** Between ten in the morning and ten at night in Hong Kong. */
function atShopHour(ms: number, random: Random): number {
  const localMidnight = Math.floor((ms + 8 * 3_600_000) / DAY_MS) * DAY_MS - 8 * 3_600_000;
  return localMidnight + (10 + random.next() * 12) * 3_600_000;
}
