import type {OrderFact} from '../law/facts.ts';
import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {NewOrder} from '../order/new-order.ts';
import type {Order} from '../order/order.ts';
import {minorDigits} from '../shared/currencies.ts';
import {canAddUp, compare, subtract, zero, type Money} from '../shared/money.ts';
import {awaitsPayment, dueOf, hasOpenReceipt, moneyMoved} from './derive-payment.ts';
import {dispatchedParcelIds} from './dispatch-events.ts';
import {sumPlaces} from './places.ts';

/** What a guard of the order machine may be asked about. */
export interface OrderQuestion {
  readonly order: Order | undefined;
  readonly command: Command;
  readonly context: DecisionContext;
}

type Answer = (question: OrderQuestion) => boolean;

function ofOrder(ask: (order: Order) => boolean): Answer {
  return ({order}) => order !== undefined && ask(order);
}

function ofNew(ask: (order: NewOrder) => boolean): Answer {
  return ({command}) => command.type === 'order.place' && ask(command.order);
}

function receiptOf({order, command}: OrderQuestion) {
  const id = 'receiptId' in command ? command.receiptId : undefined;
  return order?.receipts.find((receipt) => receipt.id === id);
}

function amountOf({command}: OrderQuestion): Money | undefined {
  return 'amount' in command ? command.amount : undefined;
}

/** Amounts of a new order besides its unit prices. */
function extrasOf(order: NewOrder): Money[] {
  const amounts: Money[] = [];
  if (order.shippingFee !== undefined) amounts.push(order.shippingFee);
  if (order.tax !== undefined) amounts.push(order.tax.amount);
  if (order.paid?.amount !== undefined) amounts.push(order.paid.amount);
  for (const discount of order.discounts ?? []) amounts.push(discount.amount);
  return amounts;
}

/**
 * True when every sum about the order can be kept exactly. A new order leaves room to be paid, given back and paid
 * again; a payment leaves room for the difference that is waived with it.
 */
function staysExact(question: OrderQuestion): boolean {
  const {order, command, context} = question;
  if (command.type === 'order.place') {
    const {lines, currency = context.settings.currency} = command.order;
    const units = lines.reduce((total, line) => total + Math.abs(line.quantity), 0);
    const ofLines = lines.map(({unitPrice, quantity}) => ({...unitPrice, amount: unitPrice.amount * quantity}));
    return Number.isSafeInteger(units) && fits([...ofLines, ...extrasOf(command.order), {amount: 0, scale: minorDigits(currency), currency}], 8);
  }
  if (order === undefined) return true;
  return fits([order.totals.payable, ...order.payments.map((entry) => entry.amount), amountOf(question) ?? zero(order.currency)], 2);
}

function fits(amounts: readonly Money[], room: number): boolean {
  return canAddUp(amounts.map((value) => ({...value, amount: value.amount * room})));
}

/** Money may have come, or the shop trusts the customer, and it has not been given back. */
export function isPaidEnough(order: Order): boolean {
  const {payment} = order;
  return payment === 'paid' || payment === 'overpaid' || payment === 'part_refunded' || payment === 'not_required' || (order.paymentMethod.allowUnpaidDispatch && payment !== 'refunded');
}

/**
 * One plain function per named fact. They are asked one by one and only when a cell of the law reads them.
 */
export const orderFacts: Readonly<Record<OrderFact, Answer>> = {
  isSale: ({order, command}) => (order === undefined && command.type === 'order.place' ? (command.order.kind ?? 'sale') : order?.kind) === 'sale',
  isDraft: ofNew((order) => order.draft === true),
  numberTaken: ({context}) => context.numberTaken === true,
  hasLines: ofNew((order) => order.lines.length > 0),
  idsUnique: ofNew((order) => new Set(order.lines.map((line, index) => line.id ?? String(index + 1))).size === order.lines.length),
  quantitiesValid: ofNew((order) =>
    (order.kind ?? 'sale') === 'sale'
      ? order.lines.every((line) => Number.isSafeInteger(line.quantity) && line.quantity > 0)
      : order.lines.every((line) => Number.isSafeInteger(line.quantity) && line.quantity !== 0),
  ),
  oneCurrency: ({command, context}) => {
    if (command.type !== 'order.place') return true;
    const currency = command.order.currency ?? context.settings.currency;
    return command.order.lines.every((line) => line.unitPrice.currency === currency) && extrasOf(command.order).every((amount) => amount.currency === currency);
  },
  inRange: staysExact,
  sentSomething: ofOrder((order) => order.parcels.some((parcel) => parcel.sentAt !== undefined && parcel.transit !== 'returned')),
  moneyMoved: ofOrder((order) => moneyMoved(order).accepted.amount !== 0),
  reviewOpen: ofOrder(hasOpenReceipt),
  allowsUnpaid: ofOrder((order) => order.paymentMethod.allowUnpaidDispatch),
  versionExpected: ({order, command}) => {
    const expected = 'expectedVersion' in command ? command.expectedVersion : undefined;
    return expected === undefined || expected === order?.version;
  },
  receiptNew: (question) => receiptOf(question) === undefined,
  receiptKnown: (question) => receiptOf(question) !== undefined,
  receiptIsOpen: (question) => receiptOf(question)?.state === 'submitted',
  samePicture: (question) => 'hash' in question.command && receiptOf(question)?.hash === question.command.hash,
  messageGiven: ({command}) => command.type === 'receipt.deny' && command.message.trim() !== '',
  sameCurrency: (question) => (amountOf(question)?.currency ?? question.order?.currency) === question.order?.currency,
  amountPositive: (question) => (amountOf(question)?.amount ?? 1) > 0,
  somethingDue: ofOrder((order) => order.kind === 'sale' && dueOf(order).amount > 0),
  refundCovered: (question) => {
    const {order} = question;
    const amount = amountOf(question);
    if (order === undefined || amount === undefined) return false;
    const {accepted, refunded} = moneyMoved(order);
    return compare(amount, subtract(accepted, refunded)) <= 0;
  },
  awaitsPayment: ofOrder(awaitsPayment),
  parcelNew: ({order, command}) => {
    if (order === undefined) return true;
    const ids = command.type === 'order.dispatch' ? dispatchedParcelIds(order, command) : 'parcelId' in command ? [command.parcelId] : [];
    return !order.parcels.some((parcel) => ids.includes(parcel.id));
  },
  parcelKnown: ({order, command}) => 'parcelId' in command && order?.parcels.some((parcel) => parcel.id === command.parcelId) === true,
  oneUnsentParcelAtMost: ({order, command}) =>
    (command.type === 'order.dispatch' && command.mode === 'packed_only') || (order?.parcels.filter((parcel) => parcel.sentAt === undefined).length ?? 0) <= 1,
  somethingToSend: ofOrder((order) => {
    const {unallocated, packing, verified} = sumPlaces(order);
    return unallocated + packing + verified > 0;
  }),
  somethingVerified: ({order, command}) =>
    (command.type === 'order.dispatch' && command.mode === 'all_items') ||
    order?.parcels.some((parcel) => parcel.sentAt === undefined && parcel.contents.some((content) => content.verified)) === true,
  held: ofOrder((order) => order.holds.length > 0),
  refunded: ofOrder((order) => order.payment === 'refunded'),
  paidEnough: ofOrder(isPaidEnough),
};
