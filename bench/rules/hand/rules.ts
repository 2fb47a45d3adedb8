import {minorDigits, type Applied, type Command, type CommandOf, type CommandType, type DecisionContext, type Order, type RefusalCode} from '@packline/core';
import {begin, finish, happened} from './changes.ts';
import type {Draft} from './derive.ts';
import {due, fits, movedOf, rounded} from './money.ts';
import {decideReceipt, record, refund, submit, supersede} from './money-commands.ts';
import {dispatch, ofParcel} from './parcels.ts';
import {refusal} from './refusal.ts';

/** The commands that are written by hand: those that orders mostly live through. */
export const BY_HAND: ReadonlySet<CommandType> = new Set([
  'order.place', 'order.confirm', 'order.cancel', 'order.expire', 'order.dispatch', 'note.add', 'receipt.submit', 'receipt.accept', 'receipt.deny', 'payment.record', 'payment.refund',
  'parcel.add', 'parcel.remove', 'parcel.pack', 'parcel.unpack', 'parcel.verify', 'parcel.unlock', 'parcel.schedule', 'parcel.send',
]);

function isAllowed(role: DecisionContext['actor']['role'], type: CommandType): boolean {
  if (role === 'owner' || role === 'clerk' || role === 'system') return true;
  if (role === 'packer') return type === 'order.dispatch' || type === 'note.add' || type.startsWith('parcel.');
  return role === 'shopper' && (type === 'order.place' || type === 'receipt.submit');
}

/** What a command of this kind meets in an order that is not placed; undefined where it may go on. */
function lifecycleRefusal({lifecycle, kind}: Order, type: CommandType): RefusalCode | undefined {
  if (lifecycle === 'placed') return undefined;
  if (type === 'note.add') return undefined;
  if (lifecycle === 'draft') return type === 'order.cancel' || type === 'order.confirm' ? undefined : 'order/draft';
  if (lifecycle === 'cancelled') return type === 'payment.refund' ? undefined : 'order/cancelled';
  if (kind !== 'sale') return 'order/not-a-sale';
  return type === 'payment.refund' ? undefined : 'order/closed';
}

/**
 * The same rules as anybody would write them down for this one purpose: a switch, early returns, one draft that is
 * filled in. No machine says which moves there are, nothing can be asked but "do it".
 */
export function applyByHand(order: Order | undefined, command: Command, context: DecisionContext): Applied {
  const no = (code: RefusalCode): Applied => refusal(code, order, command, context);
  if (!isAllowed(context.actor.role, command.type)) return no('actor/not-allowed');
  if (order === undefined) return command.type === 'order.place' ? place(command, context) : no('order/not-found');
  if (command.type === 'order.place') return no('order/exists');
  const code = lifecycleRefusal(order, command.type);
  if (code !== undefined) return no(code);
  switch (command.type) {
    case 'order.confirm': {
      if (order.lifecycle !== 'draft') return no('order/not-draft');
      const change = begin(order, context);
      const isSale = order.kind === 'sale';
      const parcelId = isSale && order.lines.some(({requiresShipping}) => requiresShipping) ? `${order.id}-p1` : undefined;
      happened(change, {type: 'order.confirmed', ...(parcelId === undefined ? {} : {parcelId})});
      change.draft.lifecycle = isSale ? 'placed' : 'closed';
      if (parcelId !== undefined) change.draft.parcels = [{id: parcelId, contents: [], transit: 'none'}];
      return finish(change, command);
    }
    case 'order.cancel': {
      if (order.parcels.some(({sentAt, transit}) => sentAt !== undefined && transit !== 'returned')) return no('order/already-sent');
      return cancel(order, command, context);
    }
    case 'order.expire': {
      if (movedOf(order).accepted !== 0 || order.receipts.some(({state}) => state === 'submitted')) return no('order/payment-moved');
      if (order.paymentMethod.allowUnpaidDispatch) return no('order/unpaid-allowed');
      if (due(order).amount <= 0) return no('payment/nothing-due');
      const change = begin(order, context);
      happened(change, {type: 'order.expired'});
      change.draft.expiredAt ??= context.now;
      return finish(change, command);
    }
    case 'note.add': {
      if (command.text.trim() === '') return no('note/empty');
      const change = begin(order, context);
      const note = {id: `${command.id}-note`, text: command.text, at: context.now, by: context.actor.name};
      happened(change, {type: 'note.added', note});
      change.draft.notes = [...(order.notes ?? []), note];
      return finish(change, command);
    }
    case 'order.dispatch':
      return dispatch(order, command, context);
    case 'receipt.submit':
      return submit(order, command, context);
    case 'receipt.accept':
    case 'receipt.deny':
      return decideReceipt(order, command, context);
    case 'payment.record':
      return record(order, command, context);
    case 'payment.refund':
      return refund(order, command, context);
    case 'parcel.add': {
      const {parcelId} = command;
      if (order.parcels.some(({id}) => id === parcelId)) return no('parcel/exists');
      const change = begin(order, context);
      happened(change, {type: 'parcel.added', parcelId});
      change.draft.parcels = [...order.parcels, {id: parcelId, contents: [], transit: 'none'}];
      return finish(change, command);
    }
    case 'parcel.remove':
    case 'parcel.pack':
    case 'parcel.unpack':
    case 'parcel.verify':
    case 'parcel.unlock':
    case 'parcel.schedule':
    case 'parcel.send':
      return ofParcel(order, command, context);
    default:
      throw new Error(`${command.type} is not written by hand.`);
  }
}

function cancel(order: Order, command: CommandOf<'order.cancel'>, context: DecisionContext): Applied {
  const change = begin(order, context);
  supersede(change);
  happened(change, {type: 'order.cancelled', ...(command.reason === undefined ? {} : {reason: command.reason})});
  const {draft} = change;
  draft.lines = order.lines.map((line) => {
    let sent = 0;
    for (const {sentAt, contents} of order.parcels) if (sentAt !== undefined) for (const {lineId, quantity} of contents) if (lineId === line.id) sent += quantity;
    return {...line, cancelled: line.quantity - sent};
  });
  draft.parcels = order.parcels.map((parcel) => {
    if (parcel.sentAt !== undefined) return parcel;
    const {verifiedAt: _at, verifiedBy: _by, packedAt: _packedAt, packedBy: _packedBy, shipOn: _day, ...rest} = parcel;
    return {...rest, contents: []};
  });
  draft.lifecycle = 'cancelled';
  draft.cancelledAt = context.now;
  return finish(change, command);
}

function place(command: CommandOf<'order.place'>, context: DecisionContext): Applied {
  const no = (code: RefusalCode): Applied => refusal(code, undefined, command, context);
  const wish = command.order;
  const {settings, now, actor} = context;
  const {kind = 'sale', currency = settings.currency, discounts = [], shippingFee, tax, paid} = wish;
  if (context.numberTaken === true) return no('order/number-taken');
  if (wish.lines.length === 0) return no('order/empty');
  const ids = wish.lines.map(({id}, index) => id ?? String(index + 1));
  if (new Set(ids).size !== ids.length) return no('order/duplicate-id');
  const isSale = kind === 'sale';
  if (!wish.lines.every(({quantity}) => Number.isSafeInteger(quantity) && (isSale ? quantity > 0 : quantity !== 0))) return no('order/wrong-quantity');
  const extras = [...(shippingFee === undefined ? [] : [shippingFee]), ...(tax === undefined ? [] : [tax.amount]), ...(paid?.amount === undefined ? [] : [paid.amount]), ...discounts.map(({amount}) => amount)];
  if (!wish.lines.every(({unitPrice}) => unitPrice.currency === currency) || !extras.every((amount) => amount.currency === currency)) return no('order/mixed-currencies');
  const ofLines = wish.lines.map(({unitPrice, quantity}) => ({...unitPrice, amount: unitPrice.amount * quantity}));
  const units = wish.lines.reduce((sum, {quantity}) => sum + Math.abs(quantity), 0);
  if (!Number.isSafeInteger(units) || !fits([...ofLines, ...extras, {amount: 0, scale: minorDigits(currency), currency}], 8)) return no('order/out-of-range');
  const travels = isSale && wish.shippingMethod.carrier !== 'none';
  const lines = wish.lines.map(({sku, name, quantity, unitPrice, requiresShipping = true, note}, index) => ({
    id: ids[index] as string,
    sku,
    name,
    quantity,
    unitPrice,
    requiresShipping: travels && requiresShipping,
    cancelled: 0,
    ...(note === undefined ? {} : {note}),
  }));
  const lifecycle = wish.draft === true ? 'draft' : isSale ? 'placed' : 'closed';
  const {shippingAddress, customerNote, staffNote, source} = wish;
  const order: Omit<Order, 'version' | 'applied' | 'createdAt' | 'updatedAt' | 'totals' | 'payment' | 'fulfillment' | 'status'> = {
    schemaVersion: 1,
    id: command.orderId,
    number: wish.number ?? context.nextNumber ?? '',
    kind,
    channel: wish.channel,
    currency,
    placedAt: wish.placedAt === undefined ? now : new Date(wish.placedAt).toISOString(),
    lifecycle,
    archived: false,
    customer: wish.customer ?? {},
    ...(shippingAddress === undefined ? {} : {shippingAddress}),
    paymentMethod: wish.paymentMethod,
    shippingMethod: wish.shippingMethod,
    lines,
    ...(shippingFee === undefined ? {} : {shippingFee}),
    discounts,
    ...(tax === undefined ? {} : {tax}),
    receipts: [],
    payments: [],
    parcels: lifecycle === 'placed' && lines.some((line) => line.requiresShipping) ? [{id: `${command.orderId}-p1`, contents: [], transit: 'none'}] : [],
    holds: [],
    tags: wish.tags ?? [],
    ...(customerNote === undefined ? {} : {customerNote}),
    ...(staffNote === undefined ? {} : {staffNote}),
    ...(source === undefined ? {} : {source}),
  };
  const facts = paid === undefined || !isSale ? order : withMoney(order, paid.method, paid.amount, command.id, context);
  const draft = {...facts, version: 0, applied: {}, createdAt: now, updatedAt: now} as unknown as Draft;
  return finish({draft, events: [{type: 'order.placed', order: facts, at: now, by: actor.name}], context}, command);
}

function withMoney<Facts extends Pick<Order, 'lines' | 'discounts' | 'currency' | 'payments'> & Partial<Pick<Order, 'shippingFee' | 'tax'>>>(order: Facts, method: string, named: Order['totals']['total'] | undefined, commandId: string, {now, actor}: DecisionContext): Facts {
  const amount = named ?? payableOf(order);
  if (amount.amount <= 0) return order;
  return {...order, payments: [{id: `${commandId}-paid`, kind: 'received', amount, at: now, by: actor.name, method}]};
}

function payableOf({lines, discounts, shippingFee, tax, currency}: Pick<Order, 'lines' | 'discounts' | 'currency'> & Partial<Pick<Order, 'shippingFee' | 'tax'>>): Order['totals']['payable'] {
  const parts = [
    ...lines.map(({unitPrice, quantity}) => ({...unitPrice, amount: unitPrice.amount * quantity})),
    ...(shippingFee === undefined ? [] : [shippingFee]),
    ...discounts.map(({amount}) => ({...amount, amount: -amount.amount})),
    ...(tax === undefined || tax.included ? [] : [tax.amount]),
  ];
  const scale = Math.max(...parts.map((part) => part.scale));
  return rounded(parts.reduce((sum, part) => sum + part.amount * 10 ** (scale - part.scale), 0), scale, currency);
}
