import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {firstParcelId} from '../shared/ids.ts';
import {dispatchEvents} from './dispatch-events.ts';
import {editEvents, lineCancelEvents} from './edit-events.ts';
import {acceptedAmount, paymentEntries, type MoneyCommand} from './payment-entries.ts';
import {needsParcel, placeOrder} from './place-order.ts';
import {submitReceipt, supersedeOpen} from './receipt-events.ts';
import {sendEvents} from './send-parcels.ts';
import {sentEvent, trackingOf} from './sent-event.ts';
import {markEvents} from './staff-marks.ts';
import {undoably} from './undoable-acts.ts';
import {undoneEvents} from './undone-events.ts';

/** The states the law sends the regions to. */
export type States = Readonly<Record<string, string>>;

/** What an allowed command makes happen. Whether it is allowed was the law's matter. */
export function eventsOf(before: Order | undefined, command: Command, context: DecisionContext, states: States): OrderEventBody[] {
  if (command.type === 'order.place') {
    const lifecycle = states['lifecycle'] as Order['lifecycle'];
    return [{type: 'order.placed', order: placeOrder(command, context, lifecycle)}];
  }
  const order = before as Order;
  switch (command.type) {
    case 'order.confirm':
      return [{type: 'order.confirmed', ...(needsParcel(order) ? {parcelId: firstParcelId(order.id)} : {})}];
    case 'order.cancel':
      return [...supersedeOpen(order), {type: 'order.cancelled', ...(command.reason === undefined ? {} : {reason: command.reason})}];
    case 'order.edit':
      return editEvents(order, command);
    case 'line.cancel':
      return lineCancelEvents(order, command, states['lifecycle'] === 'cancelled');
    case 'order.close':
      return [{type: 'order.closed'}];
    case 'order.archive':
      return [{type: 'order.archived', archived: command.archived}];
    case 'order.erase':
      return [{type: 'order.erased'}];
    case 'note.add':
    case 'tags.change':
    case 'hold.add':
    case 'hold.release':
      return markEvents(order, command, context);
    case 'order.expire':
      return [{type: 'order.expired'}];
    case 'receipt.submit':
      return submitReceipt(order, command, context);
    case 'receipt.accept':
      return undoably(order, [{type: 'receipt.accepted', receiptId: command.receiptId, amount: acceptedAmount(order, command)}, ...enter(order, command, context)], command, context);
    case 'receipt.deny':
      return undoably(order, [{type: 'receipt.denied', receiptId: command.receiptId, message: command.message}], command, context);
    case 'payment.record':
    case 'payment.refund':
    case 'payment.reverse':
      return enter(order, command, context);
    case 'parcel.add':
      return [{type: 'parcel.added', parcelId: command.parcelId}];
    case 'parcel.remove':
      return [{type: 'parcel.removed', parcelId: command.parcelId}];
    case 'parcel.pack':
      return [{type: 'parcel.packed', parcelId: command.parcelId, lineId: command.lineId, quantity: command.quantity}];
    case 'parcel.unpack':
      return [{type: 'parcel.unpacked', parcelId: command.parcelId, lineId: command.lineId, quantity: command.quantity}];
    case 'parcel.verify':
      return [{type: 'parcel.verified', parcelId: command.parcelId, ...lineOf(command)}];
    case 'parcel.unlock':
      return [{type: 'parcel.unlocked', parcelId: command.parcelId, reason: command.reason, ...lineOf(command)}];
    case 'parcel.schedule':
      return [{type: 'parcel.scheduled', parcelId: command.parcelId, shipOn: command.shipOn}];
    case 'parcel.send':
      return undoably(order, [sentEvent(command.parcelId, command.remark, command.trackingNumber)], command, context);
    case 'parcel.measure': {
      const {parcelId, weightGrams, dimensionsMm} = command;
      return [{type: 'parcel.measured', parcelId, ...(weightGrams === undefined ? {} : {weightGrams}), ...(dimensionsMm === undefined ? {} : {dimensionsMm})}];
    }
    case 'parcel.track':
      return [{type: 'parcel.tracked', parcelId: command.parcelId, trackingNumber: trackingOf(command)}];
    case 'parcel.report':
      return [{type: 'parcel.reported', parcelId: command.parcelId, transit: command.transit, ...(command.note === undefined ? {} : {note: command.note})}];
    case 'order.schedule':
      return order.parcels.flatMap(({id, sentAt}) => (sentAt === undefined ? [{type: 'parcel.scheduled' as const, parcelId: id, shipOn: command.shipOn}] : []));
    case 'order.send':
      return undoably(order, sendEvents(order, command), command, context);
    case 'order.dispatch':
      return undoably(order, dispatchEvents(order, command), command, context);
    case 'order.undo':
      return undoneEvents(order, command);
  }
}

function lineOf(command: {readonly lineId?: string}): {lineId?: string} {
  return command.lineId === undefined ? {} : {lineId: command.lineId};
}

function enter(order: Order, command: MoneyCommand, context: DecisionContext): OrderEventBody[] {
  return paymentEntries(order, command, context).map((entry) => ({type: 'payment.entered', entry}));
}
