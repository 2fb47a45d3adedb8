import type {Command, CommandBody} from '../../src/order/command.ts';
import type {Actor} from '../../src/order/decision.ts';
import type {NewOrder, NewOrderLine} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';
import {applyCommand} from '../../src/rules/apply-command.ts';
import {DEFAULT_SETTINGS, type Settings} from '../../src/settings/settings.ts';
import {money, moneyFromDecimal} from '../../src/shared/money.ts';
import {Draw} from './random.ts';

export const SETTINGS: Settings = {...DEFAULT_SETTINGS, undoSeconds: 0};

const ACTOR: Actor = {id: 'u1', name: 'Owner', role: 'owner'};
const FAMILY = ['陳', '黃', '張', '李', '王', '吳', '劉', '蔡', '楊', '許', '鄭', '謝', '郭', '葉', '衞'];
const GIVEN = ['大文', '小明', '嘉欣', '志強', '美玲', '家豪', '詠詩', '俊傑', '子軒', '麗華'];
const FIRST = ['Wing', 'John', 'Amélie', 'Jürgen', 'Mary-Ann', 'Siu Ming', 'Oluwaseun', 'Zoë', 'ΟΔΥΣΣΕΥΣ'];
const LAST = ['Chan', 'Smith', "O'Brien", 'Müller', 'da Silva', 'Wong', 'Nakamura', 'Ng'];
const PRODUCTS = [
  ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER'],
  ['20725', 'LUNCH BAG RED RETROSPOT'],
  ['20726', 'LUNCH BAG  WOODLAND'],
  ['22386', 'JUMBO BAG PINK POLKADOT'],
  ['POST', 'POSTAGE'],
  ['22423', 'REGENCY CAKESTAND 3 TIER'],
  ['TEA-01', '凍頂烏龍茶 150g'],
  ['TEA-02', '冻顶乌龙茶 礼盒'],
  ['ﬁ-9', 'ＦＵＬＬ　ＷＩＤＴＨ mug ㎏'],
  ['M', 'Manual'],
  ['D-5"', '5" flower pot, "terracotta"'],
] as const;
/** Odd texts: some from the Big List of Naughty Strings (Max Woolf, MIT), some of our own. */
export const ODD_TEXTS = ['undefined', 'NULL', '1/0', "'; DROP TABLE users", '<script>alert(1)</script>', '‪‪test‪', '田中さんにあげて下さい', '👾 🙇 💁', 'Ω≈ç√∫˜µ≤≥÷', '\u0001\u0002\u0003', 'İstanbul', 'a\u0301\u0301', '\ud83d', '-1', '""', 'x'.repeat(300)];
const TAGS = ['vip', 'gift', 'pre-order', '急件', 'not-vip'];
const CHANNELS = [{code: 'online'}, {code: 'till', name: '門市'}, {code: 'whatsapp', name: 'WhatsApp'}, {code: 'import'}];
const CURRENCIES = ['HKD', 'HKD', 'HKD', 'GBP', 'JPY'];

function randomName(draw: Draw): string {
  if (draw.chance(0.05)) return draw.one(ODD_TEXTS);
  return draw.chance(0.5) ? draw.one(FAMILY) + draw.one(GIVEN) : `${draw.one(FIRST)} ${draw.one(LAST)}`;
}

function randomPhone(draw: Draw): string {
  const digits = String(90_000_000 + draw.below(9_999_999));
  return draw.one([digits, `+852 ${digits.slice(0, 4)} ${digits.slice(4)}`, `(852) ${digits.slice(0, 4)}-${digits.slice(4)}`]);
}

function randomLine(draw: Draw, currency: string): NewOrderLine {
  const [sku, name] = draw.one(PRODUCTS);
  const unitPrice = currency === 'JPY' ? money(draw.below(5000), 0, currency) : moneyFromDecimal((draw.below(20_000) / 100).toFixed(draw.one([0, 1, 2, 3])), currency);
  return {sku, name: draw.chance(0.05) ? draw.one(PRODUCTS)[1] : name, quantity: 1 + draw.below(4), unitPrice, ...(draw.chance(0.05) ? {note: draw.one(ODD_TEXTS)} : {})};
}

/** The wish for a new order of the kinds a shop in Hong Kong sees: Chinese and Latin names, several channels and currencies. */
function randomNewOrder(draw: Draw, place: number): NewOrder {
  const currency = draw.one(CURRENCIES);
  const needsReceipt = draw.chance(0.4);
  const name = randomName(draw);
  const lineCount = 1 + draw.below(draw.chance(0.1) ? 80 : 5);
  return {
    ...(draw.chance(0.03) ? {} : {number: draw.one(['', '', 'C', 'A', 'HK-2026-0']) + String(draw.chance(0.2) ? place : 536_000 + place)}),
    kind: draw.chance(0.1) ? draw.one(['credit', 'adjustment']) : 'sale',
    channel: draw.one(CHANNELS),
    currency,
    placedAt: new Date(Date.UTC(2026, 0, 1) + draw.below(40 * 24) * 3_600_000).toISOString(),
    customer: draw.chance(0.1)
      ? {}
      : {
          ...(draw.chance(0.8) ? {id: String(12_000 + draw.below(300))} : {}),
          ...(draw.chance(0.9) ? {name} : {}),
          ...(draw.chance(0.6) ? {phone: randomPhone(draw)} : {}),
          ...(draw.chance(0.6) ? {email: `${draw.one(LAST).toLowerCase().replaceAll(/\W/g, '.')}${draw.below(50)}@example.com`} : {}),
        },
    ...(draw.chance(0.6) ? {shippingAddress: {name: draw.chance(0.7) ? name : randomName(draw), phone: randomPhone(draw), lines: ['Flat A, 1 Nathan Road']}} : {}),
    paymentMethod: {code: needsReceipt ? 'bank' : 'card', needsReceipt, allowUnpaidDispatch: draw.chance(0.2)},
    shippingMethod: {code: 'std', carrier: draw.one(['shipany', 'own', 'own', 'collect', 'none'] as const)},
    lines: Array.from({length: lineCount}, () => randomLine(draw, currency)),
    ...(draw.chance(0.5) ? {paid: {method: 'card'}} : {}),
    ...(draw.chance(0.05) ? {draft: true} : {}),
    ...(draw.chance(0.3) ? {tags: [draw.one(TAGS)]} : {}),
    ...(draw.chance(0.1) ? {customerNote: draw.chance(0.5) ? '請打電話 before delivery' : draw.one(ODD_TEXTS)} : {}),
  };
}

/** Something a shop might do next with an order; many are refused, which is as good. */
function randomStep(draw: Draw, order: Order): CommandBody {
  const parcelId = order.parcels[draw.below(order.parcels.length || 1)]?.id ?? 'none';
  const line = draw.one(order.lines);
  const hash = 'a'.repeat(64);
  const send = draw.chance(0.5) ? {trackingNumber: `SF${String(1e12 + draw.below(1e9))}`} : {remark: draw.one(['放門口', 'left at the DOOR', '1Z999'])};
  return draw.one<CommandBody>([
    {type: 'parcel.pack', parcelId, lineId: line.id, quantity: 1 + draw.below(line.quantity)},
    {type: 'parcel.pack', parcelId, lineId: line.id, quantity: line.quantity},
    {type: 'parcel.verify', parcelId},
    {type: 'parcel.send', parcelId, ...send},
    {type: 'order.dispatch', mode: draw.one(['all_items', 'packed_only'] as const), remark: 'Sent together'},
    {type: 'receipt.submit', receiptId: `r${order.version}`, hash, mediaType: 'image/png', sizeBytes: 10},
    {type: 'receipt.accept', receiptId: order.receipts.at(-1)?.id ?? 'none', hash},
    {type: 'receipt.deny', receiptId: order.receipts.at(-1)?.id ?? 'none', hash, message: 'Too small to read'},
    draw.chance(0.3) ? {type: 'order.cancel'} : {type: 'payment.record'},
    {type: 'order.confirm'},
  ]);
}

/** An order a few steps further; the same order when all of them are refused. */
export function stepOn(draw: Draw, order: Order, steps: number): Order {
  let current = order;
  for (let step = 0; step < steps; step += 1) {
    const command: Command = {id: `${order.id}-c${current.version}-${step}`, schemaVersion: 1, orderId: order.id, ...randomStep(draw, current)};
    const answer = applyCommand(current, command, {settings: SETTINGS, actor: ACTOR, now: new Date(Date.parse(current.updatedAt) + 60_000).toISOString()});
    if (answer.ok) current = answer.order;
  }
  return current;
}

const REASONS = ['Address unclear', '地址不清', 'stock', 'any', 'ask   FIRST'];
const TRANSITS = ['none', 'in_transit', 'delivered', 'attempt_failed', 'exception', 'returning'] as const;

/** The order with facts that other people than its buyer and its packer add: holds, notes, days, what couriers report. */
function withFacts(draw: Draw, order: Order): Order {
  const at = '2026-02-10T00:00:00.000Z';
  return {
    ...order,
    archived: draw.chance(0.2),
    ...(draw.chance(0.2) ? {notes: [{id: 'n1', text: draw.one(['Rings back', '熟客', ...ODD_TEXTS]), at, by: 'u1'}]} : {}),
    holds: draw.chance(0.2) ? [{id: 'h1', reason: draw.one(REASONS), at, by: 'u1', ...(draw.chance(0.3) ? {note: 'until Monday'} : {})}] : [],
    parcels: order.parcels.map((parcel) => ({...parcel, ...(draw.chance(0.5) ? {shipOn: `2026-02-${String(1 + draw.below(28)).padStart(2, '0')}`} : {}), ...(draw.chance(0.3) ? {transit: draw.one(TRANSITS)} : {})})),
    ...(draw.chance(0.05) ? {redactedFor: 'packer' as const, customer: {...(order.customer.name === undefined ? {} : {name: order.customer.name}), phoneTail: '4567'}} : {}),
  };
}

/**
 * A whole order document, made by the project's own commands: placed, then up to six further steps; then what others add.
 * @param place its number in the series; the id follows from it
 */
export function randomOrder(draw: Draw, place: number): Order {
  const command: Command = {id: `o${place}-place`, schemaVersion: 1, orderId: `o${place}`, type: 'order.place', order: randomNewOrder(draw, place)};
  const answer = applyCommand(undefined, command, {settings: SETTINGS, actor: ACTOR, now: '2026-02-10T00:00:00.000Z'});
  if (!answer.ok) throw new Error(`A random order was refused: ${answer.refusal.code}`);
  return withFacts(draw, stepOn(draw, answer.order, draw.below(7)));
}

/** `count` orders from one seed. */
export function randomOrders(seed: number, count: number): Order[] {
  const draw = new Draw(seed);
  return Array.from({length: count}, (_, place) => randomOrder(draw, place));
}
