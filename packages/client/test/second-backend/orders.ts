import {createHash} from 'node:crypto';
import {dayAt, DELIVERY_SIGNS, deliverySignOf, fold, matchesOrder, naturalKey, ORDER_STATUSES, parseQuery, redact, redactLogged, seesMoney, type Order, type Role, type SortField} from '@packline/core';
import {clampLimit} from './limits.ts';
import {Problem} from './problem.ts';
import type {Shop} from './shop.ts';

const MOST_CONDITIONS = 50;
/** Past this a list says "more than". */
const EXACT_COUNT = 1000;

/** What a list can be sorted by. */
const SORT_VALUES: Readonly<Record<SortField, (order: Order) => string | number>> = {
  placedAt: ({placedAt}) => Date.parse(placedAt),
  updatedAt: ({updatedAt}) => Date.parse(updatedAt),
  number: ({number}) => naturalKey(number),
  customer: ({customer}) => fold(customer.name ?? ''),
  status: ({status}) => ORDER_STATUSES.indexOf(status),
  total: ({totals: {total}}) => total.amount / 10 ** total.scale,
  delivery: (order) => DELIVERY_SIGNS.indexOf(deliverySignOf(order)),
  channel: ({channel}) => fold(channel.name ?? channel.code),
};

/** `GET /v1/orders`: a plain scan with core's own `matchesOrder`. Right for some thousand orders; a database narrows first. */
export function listOrders(shop: Shop, query: URLSearchParams, role: Role): Response {
  const {settings} = shop;
  const text = query.get('q') ?? '';
  const parsed = parseQuery(text, {today: dayAt(Date.now(), settings.timeZone)});
  if (!parsed.ok) throw new Problem('bad-parameter', {detail: `The query cannot be read: ${parsed.problem.code}.`, errors: [{pointer: '/q', detail: parsed.problem.code}]});
  const {terms} = parsed.query;
  if (terms.length > MOST_CONDITIONS) throw new Problem('bad-parameter', {detail: `A query has at most ${MOST_CONDITIONS} conditions.`});
  const sort = query.get('sort') ?? '-placedAt';
  const field = sort.replace(/^-/, '');
  if (!isSortField(field)) throw new Problem('bad-parameter', {detail: `Orders cannot be sorted by “${sort}”.`});
  const asksForHidden = field === 'total' || terms.some((term) => term.kind === 'total' || (term.kind === 'text' && term.field === 'email'));
  if (!seesMoney(role) && asksForHidden) throw new Problem('forbidden', {detail: 'This role sees no amounts and no addresses.'});

  const view = query.get('view');
  if (view !== null && view !== 'row') throw new Problem('bad-parameter', {detail: '“view” can only be “row”.'});

  const direction = sort.startsWith('-') ? -1 : 1;
  const compare = (left: Order, right: Order): number => direction * (ordered(SORT_VALUES[field](left), SORT_VALUES[field](right)) || ordered(naturalKey(left.number), naturalKey(right.number)) || ordered(left.id, right.id));
  // What somebody may not see cannot be found either: it is the copy that is looked through.
  const found = [...shop.orders.values()].map(({order}) => redact(order, role)).filter((order) => matchesOrder(order, parsed.query, settings)).sort(compare);
  const limit = clampLimit(query.get('limit'), {standard: 50, most: 500});
  const after = readCursor(shop, query.get('after'), role);
  const rest = after === undefined ? found : found.filter((order) => compare(order, after) > 0);
  const orders = rest.slice(0, limit);
  const hasMore = orders.length < rest.length;
  return Response.json({orders: view === null ? orders : orders.map(toSummary), cursor: hasMore ? `after.${orders.at(-1)?.id}` : null, hasMore, count: Math.min(found.length, EXACT_COUNT), countIsExact: found.length <= EXACT_COUNT});
}

/** What one line of a list shows. */
function toSummary(order: Order): object {
  const {id, number, kind, version, placedAt, updatedAt, customer, shippingAddress, lines, channel, status, statusDetail, payment, fulfillment, totals, redactedFor, parcels} = order;
  const name = customer.name ?? shippingAddress?.name;
  const [first] = lines;
  const shown = {id, number, kind, version, placedAt, updatedAt, customer: {id: customer.id, name}, firstItem: first?.name || first?.sku || '', moreItems: Math.max(0, lines.length - 1), channel};
  return {...shown, status, statusDetail, payment, fulfillment, total: totals.total, redactedFor, delivery: deliverySignOf(order), parcelCount: parcels.length};
}

/** The order a page ended with. One that changed meanwhile stands where it is now. */
function readCursor(shop: Shop, text: string | null, role: Role): Order | undefined {
  if (text === null || text === '') return undefined;
  const order = text.startsWith('after.') ? shop.orders.get(text.slice('after.'.length))?.order : undefined;
  if (order === undefined) throw new Problem('bad-parameter', {detail: '“after” is not a cursor of this list.'});
  return redact(order, role);
}

/** `GET /v1/orders/{id}`, with an ETag of the document's own text. */
export function readOrder(shop: Shop, orderId: string, request: Request, role: Role): Response {
  const text = JSON.stringify(redact(find(shop, orderId), role));
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return new Response(null, {status: 304, headers: {etag}});
  return new Response(text, {headers: {etag, 'content-type': 'application/json'}});
}

/** `GET /v1/orders/{id}/events`: oldest first. */
export function readEvents(shop: Shop, orderId: string, role: Role): Response {
  const {id} = find(shop, orderId);
  return Response.json({events: redactLogged(shop.log.get(id) ?? [], role)});
}

function find(shop: Shop, orderId: string): Order {
  const placed = shop.orders.get(orderId);
  if (placed === undefined) throw new Problem('not-found', {detail: 'There is no such order.'});
  return placed.order;
}

function isSortField(field: string): field is SortField {
  return Object.hasOwn(SORT_VALUES, field);
}

function ordered(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
