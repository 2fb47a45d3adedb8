import {applyCommand, DEFAULT_SETTINGS, type Command, type Order, type OrderEvent, type Settings} from '@packline/core';
import {order as orderSchema} from './order-schemas.ts';

/*
 * Examples of the description. Orders, events and refusals are what the rules really answer; moments and ids are fixed, so
 * that the description is the same whenever it is made.
 */

export {orderSchema};
export const ORDER_ID = '0198a1b2-0000-7000-8000-000000000001';
export const CURSOR = 'kQ3v9sT1ZaBc.1041.owner';
export const LINK_TOKEN = 'MDE5OGExYjI.tb2q4g.3q2-7w';

const settings: Settings = {...DEFAULT_SETTINGS, storeName: 'Tea & Kettle', updatedAt: '2026-01-01T00:00:00.000Z'};
const hkd = (amount: number) => ({amount, scale: 2, currency: 'HKD'});
const id = (last: number): string => `0198a1b2-0000-7000-8000-0000000001${String(last).padStart(2, '0')}`;

const place: Command = {
  id: id(1),
  schemaVersion: 1,
  orderId: ORDER_ID,
  device: {id: 'd1', seq: 1},
  claimedAt: '2026-11-23T06:31:58.000Z',
  type: 'order.place',
  order: {
    number: 'A1041',
    channel: {code: 'online'},
    customer: {name: '陳大文', email: 'chan@example.com', phone: '+852 5500 1020', language: 'zh-Hant'},
    shippingAddress: {name: '陳大文', phone: '+852 5500 1020', lines: ['Flat 1, 88 Sai Yeung Choi Street'], district: 'Mong Kok', country: 'HK'},
    paymentMethod: {code: 'fps', name: 'FPS', needsReceipt: true, allowUnpaidDispatch: false},
    shippingMethod: {code: 'sf-door', name: 'SF Express', carrier: 'own'},
    lines: [{sku: 'TEA-DD-150', name: '凍頂烏龍 Dong Ding oolong 150 g', quantity: 2, unitPrice: hkd(38_000)}],
    shippingFee: hkd(3200),
  },
};
const pay: Command = {id: id(2), schemaVersion: 1, orderId: ORDER_ID, type: 'payment.record', amount: hkd(79_200), method: 'fps'};
const send: Command = {id: id(3), schemaVersion: 1, orderId: ORDER_ID, type: 'parcel.send', parcelId: `${ORDER_ID}-p1`};

function decided(before: Order | undefined, command: Command): {order: Order; events: readonly OrderEvent[]} {
  const answer = applyCommand(before, command, {settings, actor: {id: 'owner', name: 'Owner', role: 'owner'}, now: '2026-11-23T06:32:00.000Z'});
  if (!answer.ok) throw new Error(`The example is refused: ${answer.refusal.code}`);
  return answer;
}

const placed = decided(undefined, place);
export const order = decided(placed.order, pay).order;

function refusalOf(command: Command) {
  const answer = applyCommand(order, command, {settings, actor: {id: 'owner', name: 'Owner', role: 'owner'}, now: '2026-11-23T06:33:00.000Z'});
  if (answer.ok) throw new Error('The example is not refused.');
  return answer.refusal;
}

export const session = {
  store: {id: 'main', name: settings.storeName},
  user: {id: 'owner', name: 'Owner'},
  role: 'owner',
  settings,
  capabilities: ['commands', 'dry-run', 'changes', 'stream', 'orders', 'search', 'events', 'receipts', 'products'],
  limits: {commandsPerBatch: 500, changesPerPage: 1000, receiptBytes: 10_485_760},
  epoch: 'kQ3v9sT1ZaBc',
  serverTime: '2026-11-23T06:32:00.000Z',
};

export const placeRequest = {commands: [place, pay]};
export const sendRequest = {commands: [send]};
export const appliedAnswer = {results: [{id: place.id, outcome: 'applied', version: 1, position: 1040}, {id: pay.id, outcome: 'applied', version: 2, position: 1041}]};
export const refusedAnswer = {results: [{id: send.id, outcome: 'refused', version: order.version, position: 0, refusal: refusalOf(send), order}]};
export const changesPage = {orders: [order], removed: [], cursor: CURSOR, hasMore: false, settings};
export const ordersPage = {orders: [order], cursor: null, hasMore: false, count: 1, countIsExact: true};
export const summary = {
  id: order.id, number: order.number, kind: order.kind, version: order.version, placedAt: order.placedAt, updatedAt: order.updatedAt, customer: {...(order.customer.id === undefined ? {} : {id: order.customer.id}), name: order.customer.name}, firstItem: order.lines[0]?.name, moreItems: order.lines.length - 1,
  channel: order.channel, status: order.status, ...(order.statusDetail === undefined ? {} : {statusDetail: order.statusDetail}), payment: order.payment, fulfillment: order.fulfillment, total: order.totals.total, delivery: 'unpacked', parcelCount: order.parcels.length,
};
export const summariesPage = {orders: [summary], cursor: null, hasMore: false, count: 1, countIsExact: true};
export const eventsAnswer = {events: placed.events.map((event, index) => ({orderId: ORDER_ID, version: 1, index, commandId: place.id, deviceId: 'd1', claimedAt: place.claimedAt, event}))};
export const productsAnswer = {products: [{sku: 'TEA-DD-150', name: '凍頂烏龍 Dong Ding oolong 150 g', unitPrice: hkd(38_000), picture: 'shop/pictures/TEA-DD-150.svg', requiresShipping: true}]};

export const shopOrder = {
  storeName: settings.storeName,
  number: order.number,
  version: placed.order.version,
  placedAt: order.placedAt,
  language: 'zh-Hant',
  timeZone: settings.timeZone,
  status: placed.order.status,
  ...(placed.order.statusDetail === undefined ? {} : {statusDetail: placed.order.statusDetail}),
  payment: placed.order.payment,
  fulfillment: placed.order.fulfillment,
  currency: order.currency,
  lines: order.lines.map(({id: lineId, name, quantity, unitPrice}) => ({id: lineId, name, quantity, unitPrice, picture: 'shop/pictures/TEA-DD-150.svg'})),
  shippingFee: hkd(3200),
  discounts: [],
  total: order.totals.total,
  payable: order.totals.payable,
  due: hkd(79_200),
  paymentMethod: {code: 'fps', name: 'FPS'},
  shippingMethod: {code: 'sf-door', name: 'SF Express', carrier: 'own'},
  canUploadReceipt: true,
  receiptBytes: 10_485_760,
  receipts: [],
  parcels: [],
  packing: {packed: 0, of: 2},
  linkExpiresAt: '2027-02-21T06:32:00.000Z',
};

const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const receiptUploaded = {
  receiptId: 'r1',
  hash,
  order: {...shopOrder, version: 2, receipts: [{id: 'r1', state: 'submitted', uploadedAt: '2026-11-23T06:40:00.000Z', mediaType: 'image/png', content: `v1/shop/orders/${LINK_TOKEN}/receipts/r1/content`}]},
};
