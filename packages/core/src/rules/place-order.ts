import type {CommandOf} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {PlacedFacts} from '../order/event.ts';
import type {NewOrder} from '../order/new-order.ts';
import {ORDER_SCHEMA_VERSION, type Order, type OrderKind, type OrderLine} from '../order/order.ts';
import {emptyParcel} from '../parcel/parcel.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import {derivedId, firstParcelId} from '../shared/ids.ts';
import {toInstant} from '../shared/instant.ts';
import {deriveTotals} from './derive-totals.ts';
import {newLine, travels} from './edited-lines.ts';
import {changedTags} from './staff-marks.ts';

function linesOf(order: NewOrder, kind: OrderKind): OrderLine[] {
  const carried = travels(kind, order.shippingMethod);
  return order.lines.map((line, index) => newLine(line, line.id ?? String(index + 1), carried));
}

/** True when an order in these facts starts with one empty parcel. */
export function needsParcel(order: Pick<Order, 'kind' | 'lines'>): boolean {
  return order.kind === 'sale' && order.lines.some((line) => line.requiresShipping);
}

/**
 * The facts of a new order with every default filled in. Money that came with it is entered in full unless an amount
 * is named; a placed sale that travels starts with parcel #1.
 * @throws EngineError `money/…` when its amounts cannot be added up.
 */
export function placeOrder(command: CommandOf<'order.place'>, context: DecisionContext, lifecycle: Order['lifecycle']): PlacedFacts {
  const wish = command.order;
  const {settings, actor, now, nextNumber} = context;
  const kind = wish.kind ?? 'sale';
  const currency = wish.currency ?? settings.currency;
  const {customerNote, staffNote, source, shippingFee, tax, shippingAddress} = wish;
  const facts: PlacedFacts = {
    schemaVersion: ORDER_SCHEMA_VERSION,
    id: command.orderId,
    number: wish.number ?? nextNumber ?? '',
    kind,
    channel: wish.channel,
    currency,
    // In one precision, so that instants sort as text however a source wrote them.
    placedAt: wish.placedAt === undefined ? now : toInstant(wish.placedAt),
    lifecycle,
    archived: false,
    customer: wish.customer ?? {},
    ...(shippingAddress === undefined ? {} : {shippingAddress}),
    paymentMethod: wish.paymentMethod,
    shippingMethod: wish.shippingMethod,
    lines: linesOf(wish, kind),
    ...(shippingFee === undefined ? {} : {shippingFee}),
    discounts: wish.discounts ?? [],
    ...(tax === undefined ? {} : {tax}),
    receipts: [],
    payments: [],
    parcels: [],
    holds: [],
    tags: changedTags([], {add: wish.tags ?? []}),
    ...(customerNote === undefined ? {} : {customerNote}),
    ...(staffNote === undefined ? {} : {staffNote}),
    ...(source === undefined ? {} : {source}),
  };
  const parcels = lifecycle === 'placed' && needsParcel(facts) ? [emptyParcel(firstParcelId(command.orderId))] : [];
  if (wish.paid === undefined || kind !== 'sale') return {...facts, parcels};
  const amount = wish.paid.amount ?? deriveTotals(facts).payable;
  if (amount.amount <= 0) return {...facts, parcels};
  const entry: PaymentEntry = {id: derivedId(command.id, 'paid'), kind: 'received', amount, at: now, by: actor.name, method: wish.paid.method};
  return {...facts, parcels, payments: [entry]};
}
