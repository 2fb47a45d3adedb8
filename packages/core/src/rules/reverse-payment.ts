import type {CommandOf} from '../order/command.ts';
import type {OrderFact} from '../law/facts.ts';
import type {Order} from '../order/order.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import {compare, subtract, type Money} from '../shared/money.ts';
import {amountOf} from './amounts-of-command.ts';
import type {OrderQuestion} from './order-facts.ts';

type Payments = Pick<Order, 'payments' | 'currency'>;
type ReverseFact = Extract<OrderFact, `entry${string}` | `reversal${string}`>;

/** What of this entry was not taken back yet. */
export function leftOf({payments}: Payments, entry: PaymentEntry): Money {
  return payments.filter(({reverses}) => reverses === entry.id).reduce((left, {amount}) => subtract(left, amount), entry.amount);
}

/** What is taken back: the amount that is named, else all that is left of the entry. */
export function reversedAmount(order: Payments, entry: PaymentEntry, amount: Money | undefined): Money {
  return amount ?? leftOf(order, entry);
}

/**
 * The difference that was accepted as full together with this entry, when the entry goes as a whole: who has not paid
 * at all was not let off the rest.
 */
export function waivedWith(order: Payments, entry: PaymentEntry, amount: Money): PaymentEntry | undefined {
  if (entry.receiptId === undefined || compare(amount, leftOf(order, entry)) < 0) return undefined;
  return order.payments.find((other) => other.kind === 'waived' && other.receiptId === entry.receiptId && leftOf(order, other).amount > 0);
}

/** The entry that a reversal names. */
export function entryToReverse(order: Pick<Order, 'payments'>, command: Pick<CommandOf<'payment.reverse'>, 'entryId'>): PaymentEntry | undefined {
  return order.payments.find(({id}) => id === command.entryId);
}

function entryOf({order, command}: OrderQuestion): PaymentEntry | undefined {
  return order === undefined || command.type !== 'payment.reverse' ? undefined : entryToReverse(order, command);
}

/** What the law asks about taking a received amount back. */
export const reverseFacts: Readonly<Record<ReverseFact, (question: OrderQuestion) => boolean>> = {
  entryKnown: (question) => entryOf(question) !== undefined,
  entryReceived: (question) => entryOf(question)?.kind === 'received',
  reversalCovered: (question) => {
    const {order, command} = question;
    const entry = entryOf(question);
    if (order === undefined || entry === undefined) return false;
    const left = leftOf(order, entry);
    return left.amount > 0 && compare(amountOf(command) ?? left, left) <= 0;
  },
};
