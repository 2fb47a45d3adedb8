import {createHash} from 'node:crypto';
import {derivedId, firstParcelId, type Actor, type CommandBody, type Discount, type NewOrder, type PaymentMethod, type ShippingMethod} from '@packline/core';
import type {CommandRequest} from '../orders/command-request.ts';
import {FPS, SHIPPING_METHODS} from '../shop/methods.ts';
import type {Product} from '../shop/products.ts';
import type {DemoCustomer} from './customers.ts';
import {BANK_COUNT, drawReceipt} from './picture/receipt-picture.ts';
import type {Random} from './random.ts';

const MINUTE_MS = 60_000;

/** The people of the demo shop. */
export const STAFF = {
  mei: {id: 'mei', name: '美儀 Mei', role: 'clerk'},
  kit: {id: 'kit', name: '阿傑 Kit', role: 'packer'},
  scheduler: {id: 'scheduler', name: 'Scheduler', role: 'system'},
} as const satisfies Record<string, Actor>;

/** One request to the server, at a moment in the past. */
export interface DemoStep {
  readonly atMs: number;
  readonly request: CommandRequest;
}

export interface DemoOrderFacts {
  readonly id: string;
  readonly number: string;
  readonly placedMs: number;
  readonly nowMs: number;
  readonly random: Random;
  readonly buyer: DemoCustomer | undefined;
  readonly channel: NewOrder['channel'];
  readonly lines: readonly {readonly product: Product; readonly quantity: number}[];
  readonly paymentMethod: PaymentMethod;
  readonly shippingMethod: ShippingMethod;
  readonly discounts?: readonly Discount[];
  readonly more?: Partial<NewOrder>;
}

/** Lives through one order: every step is a real command, later than the one before and never in the future. */
export class DemoOrder {
  readonly steps: DemoStep[] = [];
  readonly facts: DemoOrderFacts;
  #atMs: number;
  #receipts = 0;

  constructor(facts: DemoOrderFacts) {
    this.facts = facts;
    this.#atMs = facts.placedMs;
  }

  get shopper(): Actor {
    return {id: 'shopper', name: this.facts.buyer?.customer.name ?? 'Walk-in', role: 'shopper'};
  }

  get parcel(): string {
    return firstParcelId(this.facts.id);
  }

  get secondParcel(): string {
    return derivedId(this.facts.id, 'p2');
  }

  get feeCents(): number {
    const {code} = this.facts.shippingMethod;
    return Object.hasOwn(SHIPPING_METHODS, code) ? SHIPPING_METHODS[code as keyof typeof SHIPPING_METHODS].feeCents : 0;
  }

  /** HKD cents to pay. */
  get payableCents(): number {
    const {lines, discounts = []} = this.facts;
    const goods = lines.reduce((sum, {product, quantity}) => sum + product.cents * quantity, 0);
    return goods + this.feeCents - discounts.reduce((sum, {amount}) => sum + amount.amount, 0);
  }

  place(actor: Actor = this.shopper): this {
    const {buyer, channel, lines, paymentMethod, shippingMethod, discounts, more} = this.facts;
    const travels = shippingMethod.carrier === 'own' || shippingMethod.carrier === 'shipany';
    const order: NewOrder = {
      channel,
      ...(buyer ? {customer: buyer.customer} : {}),
      ...(buyer && travels ? {shippingAddress: buyer.address} : {}),
      paymentMethod,
      shippingMethod,
      lines: lines.map(({product, quantity}) => ({sku: product.sku, name: product.title, quantity, unitPrice: hkd(product.cents)})),
      ...(this.feeCents === 0 ? {} : {shippingFee: hkd(this.feeCents)}),
      ...(discounts ? {discounts} : {}),
      ...more,
    };
    return this.#give(actor, {type: 'order.place', order});
  }

  /** A command about `minutes` after the one before; sooner when that would lie in the future. */
  after(minutes: number, actor: Actor, body: CommandBody): this {
    this.#wait(minutes);
    return this.#give(actor, body);
  }

  /** A command so many minutes after the one before, to the minute. */
  exactly(minutes: number, actor: Actor, body: CommandBody): this {
    this.#atMs = Math.round(Math.min(this.#atMs + minutes * MINUTE_MS, this.#atMs + (this.facts.nowMs - this.#atMs) / 2));
    return this.#give(actor, body);
  }

  /** Uploads a drawn slip over `cents`, or the very picture of somebody else's. */
  upload(minutes: number, {cents = this.payableCents, picture}: {cents?: number; picture?: Buffer} = {}): Buffer {
    this.#wait(minutes);
    const bytes = picture ?? this.#draw(cents);
    const hash = createHash('sha256').update(bytes).digest('hex');
    this.#receipts += 1;
    const body = {type: 'receipt.submit', receiptId: this.#receiptId, hash, mediaType: 'image/png', sizeBytes: bytes.byteLength} as const;
    this.#hash = hash;
    this.#give(this.shopper, body, {receiptFiles: [{hash, mediaType: 'image/png', bytes}]});
    return bytes;
  }

  #hash = '';

  get #receiptId(): string {
    return derivedId(this.facts.id, `r${this.#receipts}`);
  }

  accept(minutes: number, cents?: number): this {
    return this.after(minutes, STAFF.mei, {type: 'receipt.accept', receiptId: this.#receiptId, hash: this.#hash, ...(cents === undefined ? {} : {amount: hkd(cents)})});
  }

  deny(minutes: number, message: string): this {
    return this.after(minutes, STAFF.mei, {type: 'receipt.deny', receiptId: this.#receiptId, hash: this.#hash, message});
  }

  pack(minutes: number, parcelId: string, lineIndex: number, quantity = this.facts.lines[lineIndex]?.quantity ?? 1): this {
    return this.after(minutes, STAFF.kit, {type: 'parcel.pack', parcelId, lineId: String(lineIndex + 1), quantity});
  }

  packAll(minutes: number): this {
    for (const index of this.facts.lines.keys()) this.pack(index === 0 ? minutes : 1, this.parcel, index);
    return this;
  }

  verify(minutes: number, parcelId: string = this.parcel): this {
    return this.after(minutes, STAFF.kit, {type: 'parcel.verify', parcelId});
  }

  send(minutes: number, remark: string, parcelId: string = this.parcel): this {
    return this.after(minutes, STAFF.kit, {type: 'parcel.send', parcelId, remark});
  }

  #wait(minutes: number): void {
    const natural = this.#atMs + minutes * MINUTE_MS * (0.7 + this.facts.random.next() * 0.6);
    this.#atMs = Math.round(Math.min(natural, this.#atMs + (this.facts.nowMs - this.#atMs) / 2));
  }

  #give(actor: Actor, body: CommandBody, more: Pick<CommandRequest, 'receiptFiles'> = {}): this {
    const {id} = this.facts;
    const command = {...body, id: derivedId(id, `c${this.steps.length + 1}`), schemaVersion: 1 as const, orderId: id};
    this.steps.push({atMs: this.#atMs, request: {commands: [command], actor, pastNow: new Date(this.#atMs).toISOString(), ...more}});
    return this;
  }

  #draw(cents: number): Buffer {
    const {random, number, buyer} = this.facts;
    const [given = 'A', ...names] = (buyer?.customer.name ?? 'ANNA B').replace(/[^\x20-\x7e]/g, '').trim().toUpperCase().split(' ');
    const local = new Date(this.#atMs + 8 * 60 * MINUTE_MS).toISOString();
    return drawReceipt({
      bank: random.whole(0, BANK_COUNT - 1),
      amount: (cents / 100).toLocaleString('en-HK', {minimumFractionDigits: 2}),
      payee: FPS.payee,
      payeeId: FPS.id,
      account: `*** *** ${String(random.whole(1000, 9999))}`,
      payer: [given, ...names.map((name) => `${name.slice(0, 1)}**`)].join(' '),
      time: `${local.slice(0, 10).replaceAll('-', '/')} ${local.slice(11, 19)}`,
      remark: number,
      reference: `FRN${local.slice(0, 10).replaceAll('-', '')}PAYC0${random.whole(100_000, 999_999)}`,
    });
  }
}

export function hkd(cents: number): {amount: number; scale: 2; currency: 'HKD'} {
  return {amount: cents, scale: 2, currency: 'HKD'};
}
