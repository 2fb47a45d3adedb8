import type {OrderEngine} from '../../src/engine/order-engine.ts';
import {COMMAND_TYPES, type CommandBody, type CommandType} from '../../src/order/command.ts';
import type {Order} from '../../src/order/order.ts';
import type {RefusalCode} from '../../src/shared/refusal-codes.ts';
import type {Dice} from '../world/dice.ts';
import {allowedWish} from './allowed-wishes.ts';
import {refusedWish} from './refused-wishes.ts';

/** What somebody at a screen is about to do; `aim` says what should come of it. */
export type Aim = {readonly kind: 'allowed'; readonly type: CommandType} | {readonly kind: 'refused'; readonly code: RefusalCode};

/** A wish for one order. */
export interface ChosenWish {
  readonly orderId: string;
  readonly body: CommandBody;
}

/** Tries of one type with other dice before the next order is looked at. */
const TRIES = 3;

/** What few orders allow comes first when something else has to be done. */
const SELDOM: readonly CommandType[] = ['receipt.accept', 'receipt.deny', 'order.dispatch', 'hold.release', 'parcel.pack', 'parcel.unpack', 'parcel.verify', 'order.confirm', 'order.send', 'parcel.send', 'order.expire'];

/** Refusals that only a server knows of: the device lets these wishes pass. */
const SERVER_ONLY: ReadonlySet<RefusalCode> = new Set(['command/id-reused', 'order/number-taken']);

/** What needs no order that is there. */
function ofNothing(aim: Aim, dice: Dice, unique: string): ChosenWish | undefined {
  const order = {id: `o-${unique}`, number: '', parcels: [], lines: [], receipts: [], payments: [], holds: []} as unknown as Order;
  if (aim.kind === 'allowed') return aim.type === 'order.place' ? withOrder(order.id, allowedWish(aim.type, {order, dice, unique})) : undefined;
  const isOfNew = ['order/not-found', 'order/empty', 'order/mixed-currencies', 'order/duplicate-id', 'order/wrong-quantity'].includes(aim.code);
  return isOfNew ? withOrder(order.id, refusedWish(aim.code, {order, dice, unique})) : undefined;
}

function withOrder(orderId: string, body: CommandBody | undefined): ChosenWish | undefined {
  return body === undefined ? undefined : {orderId, body};
}

/** Who looks for a wish, and where. */
export interface Chooser {
  readonly engine: OrderEngine;
  /** The server's orders, to know where a look is worth it. */
  readonly orders: readonly Order[];
  readonly dice: Dice;
  readonly unique: string;
}

function fits({engine}: Chooser, order: Order, body: CommandBody, aim: Aim): boolean {
  const refusal = engine.wouldRefuse(order, body)?.code;
  return aim.kind === 'allowed' ? refusal === undefined : refusal === aim.code || (SERVER_ONLY.has(aim.code) && refusal === undefined);
}

/** A wish for this order that comes to what is aimed at, found by trying. */
function tryFor(chooser: Chooser, order: Order, aim: Aim): CommandBody | undefined {
  const parts = {order, dice: chooser.dice, unique: chooser.unique};
  for (let tried = 0; tried < TRIES; tried += 1) {
    const body = aim.kind === 'allowed' ? allowedWish(aim.type, parts) : refusedWish(aim.code, parts);
    if (body !== undefined && fits(chooser, order, body, aim)) return body;
  }
  return undefined;
}

/**
 * Walks the law from the orders as the device shows them: looks for one of which the aim can be reached, and else falls
 * back to any allowed move.
 */
export async function chooseWish(chooser: Chooser, aim: Aim): Promise<ChosenWish | undefined> {
  const {engine, dice, unique} = chooser;
  const fresh = ofNothing(aim, dice, unique);
  if (fresh !== undefined) return fresh;
  const shuffled = dice.shuffled(chooser.orders);
  if (aim.kind === 'refused' && aim.code === 'order/number-taken') {
    const known = shuffled.find(({number}) => number !== '');
    return known && withOrder(`o-${unique}`, refusedWish(aim.code, {order: known, dice, unique}));
  }
  const promising = shuffled.filter((order) => tryFor(chooser, order, aim) !== undefined);
  for (const {id} of promising.slice(0, 2)) {
    const order = await engine.readOrder(id);
    const body = order && tryFor(chooser, order, aim);
    if (body !== undefined) return {orderId: id, body};
  }
  const order = await engine.readOrder(promising[0]?.id ?? shuffled[0]?.id ?? '');
  if (order === undefined) return undefined;
  for (const type of [...dice.shuffled(SELDOM), ...dice.shuffled(COMMAND_TYPES).slice(0, 8)]) {
    const body = type === 'order.place' || type === 'order.cancel' ? undefined : tryFor(chooser, order, {kind: 'allowed', type});
    if (body !== undefined) return {orderId: order.id, body};
  }
  return undefined;
}
