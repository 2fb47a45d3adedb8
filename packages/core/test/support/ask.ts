import type {Command, CommandBody} from '../../src/order/command.ts';
import type {DecisionContext} from '../../src/order/decision.ts';
import type {Order} from '../../src/order/order.ts';
import type {RefusalCode} from '../../src/shared/refusal-codes.ts';
import {contextOf} from './people.ts';

/** One question whose answer is known. */
export interface Question {
  readonly order: Order | undefined;
  readonly command: Command;
  readonly context: DecisionContext;
}

/** Codes that `decide` can give. */
export type DecidedCode = Exclude<RefusalCode, 'command/id-reused'>;

/** At least one. */
export type Questions = readonly [Question, ...Question[]];

export function ask(order: Order | undefined, body: CommandBody, circumstances: Parameters<typeof contextOf>[0] = {}): Question {
  return {order, command: {id: 'q', schemaVersion: 1, orderId: order?.id ?? 'o1', ...body}, context: contextOf(circumstances)};
}
