import type {Command, CommandOf} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {firstParcelId} from '../shared/ids.ts';
import {awaitsPayment} from './derive-payment.ts';
import {dispatchEvents} from './dispatch-events.ts';
import {acceptedAmount, paymentEntries} from './payment-entries.ts';
import {needsParcel, placeOrder} from './place-order.ts';
import {sentEvent} from './sent-event.ts';

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
    case 'order.expire':
      return [{type: 'order.expired'}];
    case 'receipt.submit':
      return submitReceipt(order, command, context);
    case 'receipt.accept':
      return [{type: 'receipt.accepted', receiptId: command.receiptId, amount: acceptedAmount(order, command)}, ...enter(order, command, context)];
    case 'receipt.deny':
      return [{type: 'receipt.denied', receiptId: command.receiptId, message: command.message}];
    case 'payment.record':
    case 'payment.refund':
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
      return [sentEvent(command.parcelId, command.remark, command.trackingNumber)];
    case 'order.dispatch':
      return dispatchEvents(order, command);
  }
}

function lineOf(command: {readonly lineId?: string}): {lineId?: string} {
  return command.lineId === undefined ? {} : {lineId: command.lineId};
}

function supersedeOpen(order: Order): OrderEventBody[] {
  return order.receipts.filter((receipt) => receipt.state === 'submitted').map((receipt) => ({type: 'receipt.superseded' as const, receiptId: receipt.id}));
}

/** A new upload supersedes the open one; when no money is expected it is only kept. */
function submitReceipt(order: Order, command: CommandOf<'receipt.submit'>, context: DecisionContext): OrderEventBody[] {
  const {receiptId, hash, mediaType, sizeBytes} = command;
  const upload = {id: receiptId, hash, mediaType, sizeBytes, uploadedAt: context.now};
  if (!awaitsPayment(order)) return [{type: 'receipt.submitted', receipt: {...upload, state: 'superseded', forTheRecord: true}}];
  return [...supersedeOpen(order), {type: 'receipt.submitted', receipt: {...upload, state: 'submitted'}}];
}

function enter(order: Order, command: Command, context: DecisionContext): OrderEventBody[] {
  return paymentEntries(order, command, context).map((entry) => ({type: 'payment.entered', entry}));
}
