import type {Command, CommandOf} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {Order} from '../order/order.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import {derivedId} from '../shared/ids.ts';
import {compare, subtract, zero, type Money} from '../shared/money.ts';
import {dueOf} from './derive-payment.ts';
import {entryToReverse, leftOf, reversedAmount, waivedWith} from './reverse-payment.ts';

/** Commands that move money of an order that is there already. */
export type MoneyCommand = Extract<Command, {type: `payment.${string}` | 'receipt.accept'}>;

/** What an *Accept* counts as received: the amount that was read off the receipt, else all that is still to pay. */
export function acceptedAmount(order: Order, command: CommandOf<'receipt.accept'>): Money {
  if (command.amount !== undefined) return command.amount;
  const due = dueOf(order);
  return due.amount > 0 ? due : zero(order.currency);
}

/** The movements of money a command makes on an order that is there already. Their ids follow from the command's. */
export function paymentEntries(order: Order, command: MoneyCommand, context: DecisionContext): readonly PaymentEntry[] {
  switch (command.type) {
    case 'payment.record':
      return [entry(command, context, 'received', command.amount ?? dueOf(order), {method: command.method ?? order.paymentMethod.code, note: command.note})];
    case 'payment.refund':
      return [entry(command, context, 'refunded', command.amount, {note: command.note})];
    case 'payment.reverse':
      return reversal(order, command, context);
    case 'receipt.accept': {
      const {receiptId, acceptAsFull} = command;
      const amount = acceptedAmount(order, command);
      const due = dueOf(order);
      const received = amount.amount > 0 ? [entry(command, context, 'received', amount, {method: order.paymentMethod.code, receiptId})] : [];
      const waived = acceptAsFull === true && compare(amount, due) < 0 ? [entry(command, context, 'waived', subtract(due, amount), {receiptId})] : [];
      return [...received, ...waived];
    }
  }
}

/** A received amount goes, and the difference that was accepted as full goes with the last of it. */
function reversal(order: Order, command: CommandOf<'payment.reverse'>, context: DecisionContext): readonly PaymentEntry[] {
  // The law has asked whether it is there.
  const received = entryToReverse(order, command) as PaymentEntry;
  const {receiptId} = received;
  const ofReceipt = receiptId === undefined ? {} : {receiptId};
  const amount = reversedAmount(order, received, command.amount);
  const waived = waivedWith(order, received, amount);
  const back = entry(command, context, 'reversed', amount, {...ofReceipt, reverses: received.id, note: command.note});
  return waived === undefined ? [back] : [back, entry(command, context, 'unwaived', leftOf(order, waived), {...ofReceipt, reverses: waived.id})];
}

function entry(
  command: Command,
  context: DecisionContext,
  kind: PaymentEntry['kind'],
  amount: Money,
  {method, receiptId, reverses, note}: {readonly method?: string | undefined; readonly receiptId?: string; readonly reverses?: string; readonly note?: string | undefined},
): PaymentEntry {
  return {
    id: derivedId(command.id, kind),
    kind,
    amount,
    at: context.now,
    by: context.actor.name,
    ...(method === undefined ? {} : {method}),
    ...(receiptId === undefined ? {} : {receiptId}),
    ...(reverses === undefined ? {} : {reverses}),
    ...(note === undefined ? {} : {note}),
  };
}
