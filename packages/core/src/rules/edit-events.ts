import type {CommandOf} from '../order/command.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {cancelledLines, editedLines} from './edited-lines.ts';
import {editedFacts} from './edited-facts.ts';
import {supersedeOpen} from './receipt-events.ts';
import {undoingEvents, undonePacking} from './undone-packing.ts';

/** An edit: what has to come out of parcels first, then what is so from now on. */
export function editEvents(order: Order, {id, type, changes}: CommandOf<'order.edit'>): OrderEventBody[] {
  const undone = undonePacking(order, editedLines(order, changes, id));
  return [...undoingEvents(undone, type), {type: 'order.edited', changes: editedFacts(order, changes, id)}];
}

/** Units that will never be sent. With the last one of the order, the order is cancelled. */
export function lineCancelEvents(order: Order, {type, lineId, quantity, reason}: CommandOf<'line.cancel'>, isLast: boolean): OrderEventBody[] {
  const why = reason === undefined ? {} : {reason};
  const undone = undonePacking(order, cancelledLines(order.lines, lineId, quantity));
  return [
    ...undoingEvents(undone, type),
    {type: 'line.cancelled', lineId, quantity, ...why},
    ...(isLast ? [...supersedeOpen(order), {type: 'order.cancelled' as const, ...why}] : []),
  ];
}
