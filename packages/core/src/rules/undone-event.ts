import type {CommandOf} from '../order/command.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {EngineError} from '../shared/engine-error.ts';
import {hasOpenReceipt} from './derive-payment.ts';
import {actToUndo} from './undo-facts.ts';

/**
 * An act is taken back as if it had not been. The upload that an *Accept* or a *Deny* decided is open again, or
 * superseded where a newer one waits by now.
 * @throws EngineError `undo/no-act` when the law was not asked first.
 */
export function undoneEvent(order: Order, {undoes}: Pick<CommandOf<'order.undo'>, 'undoes'>): OrderEventBody {
  const act = actToUndo(order, undoes);
  if (act === undefined) throw new EngineError('undo/no-act', `The order holds no act of the command ${undoes}.`);
  return {type: 'act.undone', act, ...(act.receiptId !== undefined && hasOpenReceipt(order) ? {superseded: true} : {})};
}
