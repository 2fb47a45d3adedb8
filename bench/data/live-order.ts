import {applyCommand, DEFAULT_SETTINGS, firstParcelId, type Actor, type CommandBody, type Order, type Settings} from '@packline/core';
import {newOrderAt, placedAtOf} from './new-order.ts';
import type {Product} from './products.ts';
import {createRandom, type Random} from './random.ts';

export const SETTINGS: Settings = {...DEFAULT_SETTINGS, storeId: 'bench', storeName: '量度店 Bench Shop', undoSeconds: 0};

const SEED_ORDERS = 1;
const STAFF: readonly Actor[] = [
  {id: 'u1', name: 'Ada Wong', role: 'owner'},
  {id: 'u2', name: '陳師傅', role: 'clerk'},
  {id: 'u3', name: 'Ming', role: 'clerk'},
];
const DENIALS = ['金額不符，請重新上傳', 'The picture cannot be read. Please upload it again.'];

/** How far an order has come. Old orders are mostly finished, of the newest twentieth most are still at work. */
type Life = 'draft' | 'awaitingReceipt' | 'toReview' | 'denied' | 'paid' | 'accepted' | 'packing' | 'packed' | 'partSent' | 'sent' | 'dispatched' | 'cancelled' | 'expired' | 'refunded' | 'credit';

const OLD: readonly (readonly [Life, number])[] = [
  ['sent', 35], ['dispatched', 45], ['cancelled', 6], ['expired', 4], ['refunded', 3], ['credit', 2], ['partSent', 2], ['denied', 1], ['accepted', 1], ['paid', 1],
];
const NEW: readonly (readonly [Life, number])[] = [
  ['toReview', 16], ['awaitingReceipt', 12], ['paid', 20], ['accepted', 10], ['packing', 12], ['packed', 10], ['partSent', 4], ['denied', 4], ['draft', 4], ['sent', 4], ['dispatched', 4],
];

/** Applies one command after another to one order; a refusal is a mistake of the generator. */
export class OrderLife {
  order: Order | undefined;
  private step = 0;
  private readonly id: string;
  private readonly number: string;
  private readonly random: Random;
  private nowMs: number;

  constructor(id: string, number: string, startMs: number, random: Random) {
    this.id = id;
    this.number = number;
    this.nowMs = startMs;
    this.random = random;
  }

  give(body: CommandBody): Order {
    this.step += 1;
    this.nowMs += this.random.between(60_000, 7_200_000);
    const command = {id: `${this.id}-c${String(this.step)}`, schemaVersion: 1 as const, orderId: this.id, device: {id: 'desk-1', seq: this.step}, ...body};
    const answer = applyCommand(this.order, command, {settings: SETTINGS, actor: this.random.pick(STAFF), now: new Date(this.nowMs).toISOString(), nextNumber: this.number});
    if (!answer.ok) throw new Error(`The generator gave a command that is refused: ${body.type}, ${answer.refusal.code}.`);
    this.order = answer.order;
    return answer.order;
  }
}

/** The order at a place in the series of `total`, made from nothing by the commands of its life. */
export function orderAt(index: number, total: number, products: readonly Product[]): Order {
  const random = createRandom(SEED_ORDERS, index);
  const placedAtMs = placedAtOf(index, total);
  const id = `${placedAtMs.toString(16).padStart(12, '0').replace(/^(.{8})(.{4})$/, '$1-$2')}-7${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
  const life = new OrderLife(id, String(100_001 + index), placedAtMs, random);
  const kind = weighted(index >= total * 0.95 ? NEW : OLD, random);
  const needsReceipt = kind === 'awaitingReceipt' || kind === 'toReview' || kind === 'denied' || kind === 'accepted' || kind === 'expired' || (kind === 'sent' && random.chance(0.6));
  const wish = newOrderAt(index, total, products, random, {needsReceipt, draft: kind === 'draft'});
  const order = life.give({type: 'order.place', order: kind === 'credit' ? {...wish, kind: 'credit', lines: wish.lines.map((line) => ({...line, quantity: -line.quantity}))} : wish});
  return live(life, order, kind, needsReceipt, random);
}

function live(life: OrderLife, placed: Order, kind: Life, needsReceipt: boolean, random: Random): Order {
  const parcelId = firstParcelId(placed.id);
  const remark = {remark: remarkFrom(random)};
  const pay = () => {
    if (needsReceipt) accept();
    else if (placed.payment === 'unpaid') life.give({type: 'payment.record', method: placed.paymentMethod.code});
  };
  const submit = () => {
    const receipt = {receiptId: `${placed.id}-r1`, hash: random.hex(64)};
    life.give({type: 'receipt.submit', ...receipt, mediaType: random.pick(['image/jpeg', 'image/png']), sizeBytes: random.between(40_000, 3_000_000)});
    return receipt;
  };
  const accept = () => life.give({type: 'receipt.accept', ...submit()});
  const pack = (lines: Order['lines'], into: string) => {
    for (const {id: lineId, quantity} of lines) life.give({type: 'parcel.pack', parcelId: into, lineId, quantity});
  };
  switch (kind) {
    case 'toReview':
      submit();
      break;
    case 'denied':
      life.give({type: 'receipt.deny', ...submit(), message: random.pick(DENIALS)});
      break;
    case 'accepted':
      accept();
      break;
    case 'packing':
      pack(placed.lines.slice(1), parcelId);
      break;
    case 'packed':
      pack(placed.lines, parcelId);
      life.give({type: 'parcel.verify', parcelId});
      life.give({type: 'parcel.schedule', parcelId, shipOn: '2026-11-24'});
      break;
    case 'partSent': {
      pay();
      const half = Math.ceil(placed.lines.length / 2);
      pack(placed.lines.slice(0, half), parcelId);
      life.give({type: 'parcel.verify', parcelId});
      life.give({type: 'parcel.send', parcelId, ...remark});
      const second = `${placed.id}-p2`;
      life.give({type: 'parcel.add', parcelId: second});
      pack(placed.lines.slice(half, -1), second);
      break;
    }
    case 'sent':
      pay();
      pack(placed.lines, parcelId);
      life.give({type: 'parcel.verify', parcelId});
      life.give({type: 'parcel.send', parcelId, ...remark});
      break;
    case 'dispatched':
      pay();
      life.give({type: 'order.dispatch', mode: 'all_items', ...remark});
      break;
    case 'cancelled':
      life.give({type: 'order.cancel', reason: random.pick(['客人取消', 'Out of stock', 'Ordered twice'])});
      break;
    case 'expired':
      life.give({type: 'order.expire'});
      break;
    case 'refunded':
      pay();
      life.give({type: 'order.dispatch', mode: 'all_items'});
      life.give({type: 'payment.refund', amount: placed.totals.payable, note: '退貨'});
      break;
    case 'draft':
    case 'awaitingReceipt':
    case 'paid':
    case 'credit':
      break;
  }
  return life.order ?? placed;
}

/** What a packer writes to the customer; two in three name a tracking number. */
function remarkFrom(random: Random): string {
  const digits = String(random.between(100_000_000, 999_999_999));
  return random.pick([`順豐單號 SF${digits}${String(random.between(1000, 9999))}`, `Hongkong Post LK${digits}HK`, random.pick(['Left with the caretaker', '已寄出，多謝'])]);
}

function weighted<Item>(choices: readonly (readonly [Item, number])[], random: Random): Item {
  let left = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of choices) {
    left -= weight;
    if (left < 0) return item;
  }
  return (choices[0] as readonly [Item, number])[0];
}
