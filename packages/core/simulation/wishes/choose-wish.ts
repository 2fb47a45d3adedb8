import type {OrderEngine} from '../../src/engine/order-engine.ts';
import {COMMAND_TYPES, type CommandBody, type CommandType} from '../../src/order/command.ts';
import type {Order} from '../../src/order/order.ts';
import type {RefusalCode} from '../../src/shared/refusal-codes.ts';
import {Dice} from '../world/dice.ts';
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

/** Refusals that only a server knows of: the device lets these wishes pass. */
const SERVER_ONLY: ReadonlySet<RefusalCode> = new Set(['command/id-reused', 'order/number-taken']);

/** What needs no order that is there. */
function ofNothing(aim: Aim, dice: Dice, unique: string): ChosenWish | undefined {
  const order = {id: `o-${unique}`, number: '', parcels: [], lines: [], receipts: [], payments: [], holds: []} as unknown as Order;
  if (aim.kind === 'allowed') return aim.type === 'order.place' ? withOrder(order.id, allowedWish(aim.type, {order, dice, unique})) : undefined;
  const isOfNew = ['order/not-found', 'order/empty', 'order/mixed-currencies', 'order/duplicate-id'].includes(aim.code) || (aim.code === 'order/wrong-quantity' && dice.chance(0.3));
  return isOfNew ? withOrder(order.id, refusedWish(aim.code, {order, dice, unique})) : undefined;
}

function withOrder(orderId: string, body: CommandBody | undefined): ChosenWish | undefined {
  return body === undefined ? undefined : {orderId, body};
}

/** The answer of the law to this wish on what the device shows. */
function answerTo(engine: OrderEngine, order: Order, body: CommandBody): RefusalCode | 'allowed' {
  return engine.wouldRefuse(order, body)?.code ?? 'allowed';
}

function fits(engine: OrderEngine, order: Order, body: CommandBody, aim: Aim): boolean {
  const answer = answerTo(engine, order, body);
  return aim.kind === 'allowed' ? answer === 'allowed' : answer === aim.code || (SERVER_ONLY.has(aim.code) && answer === 'allowed');
}

/**
 * Walks the law from the orders as the device shows them: looks for an order of which the aim can be reached, and else
 * falls back to any allowed move.
 */
export async function chooseWish(engine: OrderEngine, orderIds: readonly string[], aim: Aim, seed: number, unique: string): Promise<ChosenWish | undefined> {
  const dice = new Dice(seed);
  const fresh = ofNothing(aim, dice, unique);
  if (fresh !== undefined) return fresh;
  const seen: Order[] = [];
  for (const orderId of dice.shuffled(orderIds)) {
    const order = await engine.readOrder(orderId);
    if (order === undefined) continue;
    seen.push(order);
    if (aim.kind === 'refused' && aim.code === 'order/number-taken') {
      if (order.number === '') continue;
      return withOrder(`o-${unique}`, refusedWish(aim.code, {order, dice, unique}));
    }
    for (let tried = 0; tried < TRIES; tried += 1) {
      const body = aim.kind === 'allowed' ? allowedWish(aim.type, {order, dice, unique}) : refusedWish(aim.code, {order, dice, unique});
      if (body !== undefined && fits(engine, order, body, aim)) return {orderId: order.id, body};
    }
  }
  for (const order of seen) {
    for (const type of dice.shuffled(COMMAND_TYPES).slice(0, 8)) {
      const body = type === 'order.place' || type === 'order.cancel' ? undefined : allowedWish(type, {order, dice, unique});
      if (body !== undefined && answerTo(engine, order, body) === 'allowed') return {orderId: order.id, body};
    }
  }
  return undefined;
}
