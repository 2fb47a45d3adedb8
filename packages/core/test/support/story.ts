import assert from 'node:assert/strict';
import type {CommandBody} from '../../src/order/command.ts';
import type {DecisionContext} from '../../src/order/decision.ts';
import type {OrderEvent} from '../../src/order/event.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';
import {applyCommand, type Applied} from '../../src/rules/apply-command.ts';
import {deriveOrder} from '../../src/rules/derive-order.ts';
import type {RefusalCode} from '../../src/shared/refusal-codes.ts';
import {checkInvariants} from './invariants.ts';
import {hkd, newOrder} from './new-order.ts';
import {contextOf, later} from './people.ts';

type Circumstances = Parameters<typeof contextOf>[0] & {commandId?: string; expectingVersion?: number};

/**
 * The life of one order, told command by command. After every step the invariants are checked, and a refusal is
 * checked to have left the order alone.
 *
 * @example
 * new Story().place().does({type: 'parcel.add', parcelId: 'p2'}).refuses({type: 'parcel.add', parcelId: 'p2'}, 'parcel/exists');
 */
export class Story {
  readonly orderId: string;
  readonly standing: Parameters<typeof contextOf>[0];
  events: readonly OrderEvent[] = [];
  #order: Order | undefined;
  #minutes = 0;

  constructor(orderId = 'o1', standing: Parameters<typeof contextOf>[0] = {}) {
    this.orderId = orderId;
    this.standing = standing;
  }

  get order(): Order {
    assert.ok(this.#order, 'Nothing was placed yet.');
    return this.#order;
  }

  /** The n-th parcel, from 1, as people count. */
  parcel(position: number): NonNullable<Order['parcels'][number]> {
    const parcel = this.order.parcels[position - 1];
    assert.ok(parcel, `There is no parcel #${position}.`);
    return parcel;
  }

  give(body: CommandBody, {commandId, ...circumstances}: Circumstances = {}): Applied {
    this.#minutes += 1;
    const context: DecisionContext = contextOf({now: later(this.#minutes), ...this.standing, ...circumstances, settings: {...this.standing?.settings, ...circumstances.settings}});
    const before = this.#order;
    const answer = applyCommand(before, {id: commandId ?? `${this.orderId}-c${this.#minutes}`, schemaVersion: 1, orderId: this.orderId, ...body}, context);
    if (answer.ok) {
      checkInvariants(answer.order, context.settings);
      this.#order = answer.order;
      this.events = answer.events;
    }
    return answer;
  }

  does(body: CommandBody, circumstances: Circumstances = {}): this {
    const answer = this.give(body, circumstances);
    assert.ok(answer.ok, answer.ok ? '' : `${body.type} was refused: ${JSON.stringify(answer.refusal)}`);
    return this;
  }

  /** The refusal's params, so that a test may look at them. */
  refuses(body: CommandBody, code: RefusalCode, circumstances: Circumstances = {}): Readonly<Record<string, string | number>> {
    const before = JSON.stringify(this.#order);
    const answer = this.give(body, circumstances);
    assert.ok(!answer.ok, `${body.type} should have been refused with ${code}.`);
    assert.equal(answer.refusal.code, code);
    assert.equal(JSON.stringify(this.#order), before);
    return answer.refusal.params;
  }

  place(changes: Partial<NewOrder> = {}, circumstances: Circumstances = {}): this {
    return this.does({type: 'order.place', order: newOrder(changes)}, circumstances);
  }

  /** Facts that no command brings about: what other versions and the world beyond wrote. */
  meanwhile(change: (order: Order) => Partial<Order>): this {
    this.#order = deriveOrder({...this.order, ...change(this.order)}, contextOf(this.standing).settings);
    return this;
  }

  /** Packs these units of a line into the n-th parcel. */
  packs(position: number, lineId: string, quantity: number): this {
    return this.does({type: 'parcel.pack', parcelId: this.parcel(position).id, lineId, quantity});
  }

  verifies(position: number, lineId?: string): this {
    return this.does({type: 'parcel.verify', parcelId: this.parcel(position).id, ...(lineId === undefined ? {} : {lineId})});
  }

  sends(position: number): this {
    return this.does({type: 'parcel.send', parcelId: this.parcel(position).id});
  }

  /** Keeps it from leaving. */
  holds(reason: string): this {
    return this.does({type: 'hold.add', reason});
  }

  pays(cents?: number): this {
    return this.does({type: 'payment.record', ...(cents === undefined ? {} : {amount: hkd(cents)})});
  }

  uploads(receiptId: string, hash = HASH): this {
    return this.does({type: 'receipt.submit', receiptId, hash, mediaType: 'image/png', sizeBytes: 1000});
  }
}

/** Names of a picture's bytes. */
export const HASH = 'a'.repeat(64);
export const OTHER_HASH = 'b'.repeat(64);
