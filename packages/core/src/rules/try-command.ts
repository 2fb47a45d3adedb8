import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {Order} from '../order/order.ts';
import {isEngineError} from '../shared/engine-error.ts';
import {type Applied, applyCommand} from './apply-command.ts';

/**
 * `applyCommand` for one order among many. Undefined: this version cannot decide it. A newer one has written the order
 * or the command, or there are amounts in the order that cannot be added up; what goes over a thousand orders must not
 * end at that one.
 */
export function tryCommand(order: Order | undefined, command: Command, context: DecisionContext): Applied | undefined {
  try {
    return applyCommand(order, command, context);
  } catch (error) {
    if (isEngineError(error) && error.code !== 'law/state-differs') return undefined;
    throw error;
  }
}
