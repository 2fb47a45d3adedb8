import type {CommandOf} from '../order/command.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {EngineError} from '../shared/engine-error.ts';
import {actToUndo} from './undo-facts.ts';

/**
 * An act is taken back as if it had not been. The upload that an *Accept* or a *Deny* decided is open again; of two
 * that would wait the newer one stays open and the other is superseded, as if it had come first.
 * @throws EngineError `undo/no-act` when the law was not asked first.
 */
export function undoneEvents(order: Pick<Order, 'undoable' | 'receipts'>, {undoes}: Pick<CommandOf<'order.undo'>, 'undoes'>): OrderEventBody[] {
  const act = actToUndo(order, undoes);
  if (act === undefined) throw new EngineError('undo/no-act', `The order holds no act of the command ${undoes}.`);
  const reopened = order.receipts.findIndex(({id}) => id === act.receiptId);
  const open = order.receipts.findIndex(({state}) => state === 'submitted');
  const waiting = reopened === -1 ? undefined : order.receipts[open];
  if (waiting === undefined) return [{type: 'act.undone', act}];
  return open > reopened ? [{type: 'act.undone', act, superseded: true}] : [{type: 'receipt.superseded', receiptId: waiting.id}, {type: 'act.undone', act}];
}
