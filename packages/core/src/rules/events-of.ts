import type {Command, CommandOf} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import type {Receipt} from '../payment/receipt.ts';
import {derivedId, firstParcelId} from '../shared/ids.ts';
import {compare, subtract, zero, type Money} from '../shared/money.ts';
import {dueOf} from './derive-payment.ts';
import {needsParcel, placeOrder} from './place-order.ts';
import {recogniseTrackingNumber} from './tracking-number.ts';

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
      return submitReceipt(order, command, context, states);
    case 'receipt.accept':
      return acceptReceipt(order, command, context);
    case 'receipt.deny':
      return [{type: 'receipt.denied', receiptId: command.receiptId, message: command.message}];
    case 'payment.record':
      return [entry(command, context, 'received', command.amount ?? dueOf(order), {method: command.method ?? order.paymentMethod.code, note: command.note})];
    case 'payment.refund':
      return [entry(command, context, 'refunded', command.amount, {note: command.note})];
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
      return [];
  }
}

function lineOf(command: {readonly lineId?: string}): {lineId?: string} {
  return command.lineId === undefined ? {} : {lineId: command.lineId};
}

/** A parcel goes; a tracking code that is recognised in the remark becomes its tracking number. */
export function sentEvent(parcelId: string, remark: string | undefined, tracking: string | undefined): OrderEventBody {
  const words = remark?.trim() === '' ? undefined : remark;
  const number = tracking ?? (words === undefined ? undefined : recogniseTrackingNumber(words));
  return {type: 'parcel.sent', parcelId, ...(words === undefined ? {} : {remark: words}), ...(number === undefined ? {} : {trackingNumber: number})};
}

function supersedeOpen(order: Order): OrderEventBody[] {
  return order.receipts.filter((receipt) => receipt.state === 'submitted').map((receipt) => ({type: 'receipt.superseded' as const, receiptId: receipt.id}));
}

/** A new upload supersedes the open one; when nothing is due it is only kept. */
function submitReceipt(order: Order, command: CommandOf<'receipt.submit'>, context: DecisionContext, states: States): OrderEventBody[] {
  const due = dueOf(order).amount > 0 && states['review'] === 'open';
  const {receiptId, hash, mediaType, sizeBytes} = command;
  const upload = {id: receiptId, hash, mediaType, sizeBytes, uploadedAt: context.now};
  const receipt: Receipt = due ? {...upload, state: 'submitted'} : {...upload, state: 'superseded', forTheRecord: true};
  return [...(due ? supersedeOpen(order) : []), {type: 'receipt.submitted', receipt}];
}

function acceptReceipt(order: Order, command: CommandOf<'receipt.accept'>, context: DecisionContext): OrderEventBody[] {
  const due = dueOf(order);
  const amount = command.amount ?? (due.amount > 0 ? due : zero(order.currency));
  const {receiptId} = command;
  const events: OrderEventBody[] = [{type: 'receipt.accepted', receiptId, amount}];
  if (amount.amount > 0) events.push(entry(command, context, 'received', amount, {method: order.paymentMethod.code, receiptId}));
  if (command.acceptAsFull === true && compare(amount, due) < 0) events.push(entry(command, context, 'waived', subtract(due, amount), {receiptId}));
  return events;
}

function entry(
  command: Command,
  context: DecisionContext,
  kind: PaymentEntry['kind'],
  amount: Money,
  more: {readonly method?: string | undefined; readonly receiptId?: string; readonly note?: string | undefined},
): OrderEventBody {
  const {method, receiptId, note} = more;
  return {
    type: 'payment.entered',
    entry: {
      id: derivedId(command.id, kind),
      kind,
      amount,
      at: context.now,
      by: context.actor.name,
      ...(method === undefined ? {} : {method}),
      ...(receiptId === undefined ? {} : {receiptId}),
      ...(note === undefined ? {} : {note}),
    },
  };
}
