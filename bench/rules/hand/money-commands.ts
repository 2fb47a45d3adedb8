import type {Applied, CommandOf, DecisionContext, Order, PaymentEntry, Receipt, RefusalCode} from '@packline/core';
import {begin, finish, finishUndoably, happened, type Change} from './changes.ts';
import {at, due, fits, movedOf} from './money.ts';
import {refusal} from './refusal.ts';

function wrongAmount(order: Order, amount: {readonly amount: number; readonly scale: number; readonly currency: string} | undefined): RefusalCode | undefined {
  if (amount !== undefined && amount.currency !== order.currency) return 'payment/wrong-currency';
  if (amount !== undefined && amount.amount <= 0) return 'payment/not-positive';
  const amounts = [order.totals.payable, ...order.payments.map((entry) => entry.amount)];
  return fits(amount === undefined ? amounts : [...amounts, amount], 2) ? undefined : 'order/out-of-range';
}

function enter(change: Change, entry: Omit<PaymentEntry, 'at' | 'by'>): void {
  const {draft, context} = change;
  const whole = {...entry, at: context.now, by: context.actor.name};
  happened(change, {type: 'payment.entered', entry: whole});
  draft.payments = [...draft.payments, whole];
}

export function record(order: Order, command: CommandOf<'payment.record'>, context: DecisionContext): Applied {
  const code = wrongAmount(order, command.amount);
  if (code !== undefined) return refusal(code, order, command, context);
  const left = due(order);
  if (left.amount <= 0) return refusal('payment/nothing-due', order, command, context);
  const change = begin(order, context);
  enter(change, {id: `${command.id}-received`, kind: 'received', amount: command.amount ?? left, method: command.method ?? order.paymentMethod.code, ...(command.note === undefined ? {} : {note: command.note})});
  return finish(change, command);
}

export function refund(order: Order, command: CommandOf<'payment.refund'>, context: DecisionContext): Applied {
  const {amount} = command;
  const code = wrongAmount(order, amount);
  if (code !== undefined) return refusal(code, order, command, context);
  const {scale, accepted, refunded} = movedOf(order, amount.scale);
  if (at(amount, scale) > accepted - refunded) return refusal('payment/too-much-refunded', order, command, context);
  const change = begin(order, context);
  enter(change, {id: `${command.id}-refunded`, kind: 'refunded', amount, ...(command.note === undefined ? {} : {note: command.note})});
  return finish(change, command);
}

export function submit(order: Order, command: CommandOf<'receipt.submit'>, context: DecisionContext): Applied {
  const {receiptId: id, hash, mediaType, sizeBytes} = command;
  if (order.receipts.some((receipt) => receipt.id === id)) return refusal('receipt/exists', order, command, context);
  const change = begin(order, context);
  const upload = {id, hash, mediaType, sizeBytes, uploadedAt: context.now};
  const isAwaited = order.payment !== 'part_refunded' && due(order).amount > 0;
  if (isAwaited) supersede(change);
  const receipt: Receipt = isAwaited ? {...upload, state: 'submitted'} : {...upload, state: 'superseded', forTheRecord: true};
  happened(change, {type: 'receipt.submitted', receipt});
  change.draft.receipts = [...change.draft.receipts, receipt];
  return finish(change, command);
}

/** The open upload is no longer the one that is decided on. */
export function supersede(change: Change): void {
  const {draft, context} = change;
  draft.receipts = draft.receipts.map((receipt) => {
    if (receipt.state !== 'submitted') return receipt;
    happened(change, {type: 'receipt.superseded', receiptId: receipt.id});
    return {...receipt, state: 'superseded', decidedAt: context.now, decidedBy: context.actor.name};
  });
}

/** Accept or deny the open upload. */
export function decideReceipt(order: Order, command: CommandOf<'receipt.accept' | 'receipt.deny'>, context: DecisionContext): Applied {
  const no = (code: RefusalCode): Applied => refusal(code, order, command, context);
  if (command.expectedVersion !== undefined && command.expectedVersion !== order.version) return no('order/version-changed');
  const {receiptId} = command;
  const index = order.receipts.findIndex(({id}) => id === receiptId);
  const receipt = order.receipts[index];
  if (receipt === undefined) return no('receipt/not-found');
  if (receipt.state !== 'submitted') return no('receipt/not-open');
  if (receipt.hash !== command.hash) return no('receipt/other-picture');
  const stamp = {decidedAt: context.now, decidedBy: context.actor.name};
  const change = begin(order, context);
  const put = (decided: Receipt): void => {
    const copy = order.receipts.slice();
    copy[index] = decided;
    change.draft.receipts = copy;
  };
  if (command.type === 'receipt.deny') {
    if (command.message.trim() === '') return no('receipt/reason-missing');
    happened(change, {type: 'receipt.denied', receiptId, message: command.message});
    put({...receipt, ...stamp, state: 'denied', message: command.message});
    return finishUndoably(change, command, {act: 'deny', receiptId}, () => 'receipt-denied');
  }
  const code = wrongAmount(order, command.amount);
  if (code !== undefined) return no(code);
  const left = due(order);
  const amount = command.amount ?? (left.amount > 0 ? left : {amount: 0, scale: 0, currency: order.currency});
  happened(change, {type: 'receipt.accepted', receiptId, amount});
  put({...receipt, ...stamp, state: 'accepted', acceptedAmount: amount});
  const entryIds: string[] = [];
  if (amount.amount > 0) {
    entryIds.push(`${command.id}-received`);
    enter(change, {id: `${command.id}-received`, kind: 'received', amount, method: order.paymentMethod.code, receiptId});
  }
  const scale = Math.max(left.scale, amount.scale);
  const short = at(left, scale) - at(amount, scale);
  if (command.acceptAsFull === true && short > 0) {
    entryIds.push(`${command.id}-waived`);
    enter(change, {id: `${command.id}-waived`, kind: 'waived', amount: {amount: short, scale, currency: order.currency}, receiptId});
  }
  const sentBefore = order.parcels.flatMap(({id, sentAt}) => (sentAt === undefined ? [] : [id]));
  const act = {act: 'accept', receiptId, entryIds, ...(sentBefore.length === 0 ? {} : {sentBefore})};
  return finishUndoably(change, command, act, ({kind, status}) => (kind === 'sale' && (status === 'processing' || status === 'complete') ? 'order-confirmed' : 'part-payment'));
}
