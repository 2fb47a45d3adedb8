import {DELIVERY_SIGNS, deliverySignOf, isOpenOrder, naturalKey, ORDER_STATUSES, redact, type Order} from '@packline/core';
import {flagsOf} from './search/order-flags.ts';
import type {OrderRowTable} from './tables.ts';

/** Rises when a row says something else about the same order: stored rows are then written anew. */
export const ROW_SHAPE = 7;

/** Sort keys stay short: databases limit how much an index may hold, and nobody tells names apart by their 100th letter. */
const LONGEST_KEY = 100;
/** After every other name: core sorts nameless customers the same way. */
const LAST = '\uffff';
/** Characters that a device sorts behind those outside the basic plane, and a database before them. */
const SORTED_LAST = /[\ue000-\uffff]/g;
const PLANE_BEHIND_ALL = 0x100000;

/** The row an order is kept in: the document, and everything it is filtered and sorted by. */
export function toOrderRow(storeId: string, order: Order, position: number): OrderRowTable {
  return {
    store_id: storeId,
    id: order.id,
    number: order.number,
    version: order.version,
    position,
    kind: order.kind,
    lifecycle: order.lifecycle,
    status: order.status,
    payment: order.payment,
    fulfillment: order.fulfillment,
    // By code, and channels of one code by name, as on a device.
    channel_key: cutKey(`${order.channel.code}\u0001${order.channel.name ?? ''}`),
    placed_ms: Date.parse(order.placedAt),
    updated_ms: Date.parse(order.updatedAt),
    // As core compares amounts in `total:` and in sorting.
    total: order.totals.total.amount / 10 ** order.totals.total.scale,
    number_key: cutKey(naturalKey(order.number)),
    customer_key: customerKey(order),
    covered_customer_key: customerKey(redact({...order, lines: [], parcels: [], receipts: [], payments: [], holds: [], notes: []}, 'packer')),
    status_rank: ORDER_STATUSES.indexOf(order.status),
    delivery_rank: DELIVERY_SIGNS.indexOf(deliverySignOf(order)),
    awaits_money: order.lifecycle === 'placed' && order.payment === 'unpaid' && !order.paymentMethod.allowUnpaidDispatch ? 1 : 0,
    is_open: isOpenOrder(order) ? 1 : 0,
    is_erased: order.erasedAt !== undefined && order.erasedAt === order.updatedAt ? 1 : 0,
    hold_until_ms: holdUntilMs(order),
    ...sentOf(order),
    ...shipOf(order),
    detail: order.statusDetail?.code ?? '',
    carrier: order.shippingMethod.carrier,
    flags: flagsOf(order),
    covered_flags: flagsOf(redact(order, 'packer')),
    doc: JSON.stringify(order),
  };
}

/** When the first hold ends that ends by itself; what is not being worked on stays as it is. */
function holdUntilMs({lifecycle, holds}: Order): number | null {
  const ends = holds.flatMap(({until}) => (until === undefined ? [] : Date.parse(until)));
  return lifecycle === 'placed' && ends.length > 0 ? Math.min(...ends) : null;
}

function sentOf({parcels}: Order): Pick<OrderRowTable, 'first_sent_ms' | 'last_sent_ms'> {
  const moments = parcels.flatMap(({sentAt}) => (sentAt === undefined ? [] : Date.parse(sentAt)));
  return moments.length === 0 ? {first_sent_ms: null, last_sent_ms: null} : {first_sent_ms: Math.min(...moments), last_sent_ms: Math.max(...moments)};
}

function shipOf({parcels}: Order): Pick<OrderRowTable, 'first_ship_on' | 'last_ship_on'> {
  const days = parcels.flatMap(({sentAt, shipOn}) => (sentAt === undefined && shipOn !== undefined ? shipOn : [])).sort();
  return {first_ship_on: days[0] ?? null, last_ship_on: days.at(-1) ?? null};
}

function customerKey({customer: {name, id}, shippingAddress: address}: Order): string {
  return cutKey(naturalKey((name ?? address?.name) || (id ?? '')) || LAST);
}

function cutKey(text: string): string {
  const cut = text.slice(0, LONGEST_KEY).toWellFormed();
  // Devices compare units of 16 bits, databases whole characters: behind all others, these stand in the same order in both.
  return cut.replace(SORTED_LAST, (character) => String.fromCodePoint(PLANE_BEHIND_ALL + character.charCodeAt(0)));
}
