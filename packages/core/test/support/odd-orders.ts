import assert from 'node:assert/strict';
import type {Command, CommandBody} from '../../src/order/command.ts';
import type {DecisionContext} from '../../src/order/decision.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';
import {OrderIndex} from '../../src/index/order-index.ts';
import {matchesOrder} from '../../src/query/match-order.ts';
import {parseQuery} from '../../src/query/parse-query.ts';
import {applyCommand} from '../../src/rules/apply-command.ts';
import {parseCommand} from '../../src/wire/parse-command.ts';
import {newOrder} from './new-order.ts';
import {contextOf} from './people.ts';

/** What every object inherits. */
export const INHERITED = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'] as const;

export const ZONE = 'Asia/Hong_Kong';

/** A command to the one order, its types not looked at. */
export function command(body: CommandBody, id = 'x1'): Command {
  return {id, schemaVersion: 1, orderId: 'o1', ...body};
}

/** As it comes from a network: everything through JSON. */
function fromWire(body: object, id = 'x1'): Command {
  const parsed = parseCommand(JSON.parse(JSON.stringify({id, schemaVersion: 1, orderId: 'o1', ...body})));
  assert.ok(parsed.ok, parsed.ok ? '' : JSON.stringify(parsed.errors));
  return parsed.command;
}

/** An order as it is placed. */
export function ordered(changes: Partial<NewOrder>, context: DecisionContext = contextOf()): Order {
  const answer = applyCommand(undefined, fromWire({type: 'order.place', order: newOrder(changes)}), context);
  assert.ok(answer.ok, answer.ok ? '' : answer.refusal.code);
  return answer.order;
}

/** What a body is answered with: the code of its refusal, or `ok`. */
export function codeOf(order: Order | undefined, body: unknown, context = contextOf()): string {
  const answer = applyCommand(order, command(body as CommandBody), context);
  return answer.ok ? 'ok' : answer.refusal.code;
}

/** A document as a newer version, another program or an older version wrote it. */
export function documentWith(order: Order, changes: object): Order {
  return {...order, ...changes};
}

/** Whether the scan and the index find it; they have to agree. */
export function isFound(order: Order, typed: string): boolean {
  const parsed = parseQuery(typed);
  assert.ok(parsed.ok, typed);
  const index = new OrderIndex();
  index.upsert(order, 'synced');
  const scanned = matchesOrder(order, parsed.query, {timeZone: ZONE});
  assert.equal(index.count(parsed.query, ZONE), scanned ? 1 : 0, typed);
  return scanned;
}
