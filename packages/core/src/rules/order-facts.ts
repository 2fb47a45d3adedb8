import type {OrderFact} from '../law/facts.ts';
import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {NewOrder} from '../order/new-order.ts';
import type {Order} from '../order/order.ts';
import {compare, subtract} from '../shared/money.ts';
import {amountOf, isInOneCurrency, staysExact} from './amounts-of-command.ts';
import {awaitsPayment, dueOf, hasOpenReceipt, moneyMoved} from './derive-payment.ts';
import {dispatchedParcelIds} from './dispatch-events.ts';
import {areLineIdsUnique, areQuantitiesValid, editFacts, hasLinesLeft} from './edit-facts.ts';
import {markFacts, wordsOf} from './mark-facts.ts';
import {sumPlaces, unsentOf} from './places.ts';
import {reverseFacts} from './reverse-payment.ts';
import {sendFacts} from './send-facts.ts';
import {undoFacts} from './undo-facts.ts';

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
  hasLines: hasLinesLeft,
  idsUnique: areLineIdsUnique,
  quantitiesValid: areQuantitiesValid,
  oneCurrency: ({order, command, context}) => isInOneCurrency(order, command, context.settings.currency),
  inRange: ({order, command, context}) => staysExact(order, command, context.settings.currency),
  ...editFacts,
  ...markFacts,
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
  messageGiven: ({command}) => wordsOf(command).trim() !== '',
  sameCurrency: (question) => (amountOf(question.command)?.currency ?? question.order?.currency) === question.order?.currency,
  amountPositive: (question) => (amountOf(question.command)?.amount ?? 1) > 0,
  somethingDue: ofOrder((order) => order.kind === 'sale' && dueOf(order).amount > 0),
  refundCovered: (question) => {
    const {order} = question;
    const amount = amountOf(question.command);
    if (order === undefined || amount === undefined) return false;
    const {accepted, refunded} = moneyMoved(order);
    return compare(amount, subtract(accepted, refunded)) <= 0;
  },
  awaitsPayment: ofOrder(awaitsPayment),
  ...sendFacts,
  ...reverseFacts,
  ...undoFacts,
  parcelNew: ({order, command}) => {
    if (order === undefined) return true;
    const ids = command.type === 'order.dispatch' ? dispatchedParcelIds(order, command) : 'parcelId' in command ? [command.parcelId] : [];
    return !order.parcels.some((parcel) => ids.includes(parcel.id));
  },
  parcelKnown: ({order, command}) => 'parcelId' in command && order?.parcels.some((parcel) => parcel.id === command.parcelId) === true,
  oneUnsentParcelAtMost: ({order, command}) =>
    (command.type === 'order.dispatch' && command.mode === 'packed_only') || (order?.parcels.filter((parcel) => parcel.sentAt === undefined).length ?? 0) <= 1,
  somethingToSend: ofOrder((order) => unsentOf(sumPlaces(order)) > 0),
  somethingVerified: ({order, command}) =>
    (command.type === 'order.dispatch' && command.mode === 'all_items') ||
    order?.parcels.some((parcel) => parcel.sentAt === undefined && parcel.contents.some((content) => content.verified)) === true,
  held: ofOrder((order) => order.holds.length > 0),
  refunded: ofOrder((order) => order.payment === 'refunded'),
  paidEnough: ofOrder(isPaidEnough),
};
