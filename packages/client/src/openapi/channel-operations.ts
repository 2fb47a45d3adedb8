import * as z from 'zod/mini';
import {answer, optional, request} from './components.ts';
import * as examples from './examples.ts';
import type {OperationNote} from './operation.ts';

const short = z.string().check(z.maxLength(200));
const long = z.string().check(z.maxLength(1000));
const note = z.string().check(z.maxLength(10_000));
const named = short.check(z.minLength(1));
const decimal = z.string().check(z.regex(/^-?\d{1,12}(\.\d{1,6})?$/));
const positiveDecimal = z.string().check(z.regex(/^\d{1,12}(\.\d{1,6})?$/));

/** “Order in”: amounts are decimals in quotes, in the one currency of the order. */
const orderIn = request(
  'OrderIn',
  'The neutral document in which any shop can hand in an order. `externalId` is the sender’s own id: sent again, it is the same order. Amounts are decimals in quotes. docs/guides/channels.md tells each field.',
  z.strictObject({
    externalId: named,
    number: optional(named),
    placedAt: optional(z.iso.datetime({offset: true})),
    currency: optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
    customer: optional(z.strictObject({id: optional(short), name: optional(long), email: optional(long), phone: optional(short), language: optional(short)})),
    shippingAddress: optional(
      z.strictObject({name: optional(long), phone: optional(short), lines: z.array(long).check(z.maxLength(20)), district: optional(long), city: optional(long), region: optional(long), postcode: optional(short), country: optional(short)}),
    ),
    payment: z.strictObject({method: named, name: optional(short), state: z.enum(['paid', 'unpaid', 'on_delivery', 'receipt']), amount: optional(positiveDecimal)}),
    shipping: z.strictObject({method: named, name: optional(short), carrier: z.enum(['shipany', 'own', 'collect', 'none']), fee: optional(positiveDecimal)}),
    lines: z
      .array(z.strictObject({sku: long, name: note, quantity: z.int().check(z.gte(1)), unitPrice: decimal, requiresShipping: optional(z.boolean()), note: optional(note)}))
      .check(z.minLength(1), z.maxLength(1000)),
    discounts: optional(z.array(z.strictObject({name: long, amount: positiveDecimal})).check(z.maxLength(100))),
    tax: optional(z.strictObject({amount: positiveDecimal, included: z.boolean()})),
    total: optional(decimal),
    customerNote: optional(note),
    staffNote: optional(note),
    tags: optional(z.array(short).check(z.maxLength(50))),
    source: optional(z.record(named, note)),
  }),
);

const channelOrder = answer('ChannelOrder', 'The order that the document became, or why there is nothing to do.', z.union([z.looseObject({orderId: z.string(), number: z.string()}), z.looseObject({ignored: z.string()})]));

const given = {
  externalId: 'A-1001',
  customer: {name: '陳嘉欣 Chan Ka Yan', email: 'chan@example.com', language: 'zh-Hant'},
  payment: {method: 'card', state: 'paid'},
  shipping: {method: 'sf-door', carrier: 'own', fee: '32.00'},
  lines: [{sku: 'TEA-DD-150', name: '凍頂烏龍 Dong Ding oolong 150 g', quantity: 2, unitPrice: '380.00'}],
  total: '792.00',
};
const placed = {orderId: examples.ORDER_ID, number: 'A1041'};

/** How orders come in from other shops, and go out as files: this server’s own, no compatible backend has to have them. */
export const CHANNEL_OPERATIONS: readonly OperationNote[] = [
  {
    id: 'placeChannelOrder',
    method: 'post',
    path: '/v1/channel/orders',
    tag: 'Channels',
    summary: 'Hand in an order by token',
    description: 'For the token of a channel. An order that is known by its `externalId` is the same order and never a second one. Not part of what every backend has to speak.',
    door: 'bearer',
    body: {description: 'The order.', schema: orderIn, examples: {paid: given}},
    answers: {200: {description: 'The order is known.', schema: channelOrder, examples: {known: placed}}, 201: {description: 'The order is new.', schema: channelOrder, examples: {new: placed}}},
    problems: ['forbidden', 'invalid-json', 'refused', 'too-large', 'unsupported-media-type', 'invalid-request'],
  },
  {
    id: 'readChannelOrder',
    method: 'get',
    path: '/v1/channel/orders/{externalId}',
    tag: 'Channels',
    summary: 'An order that was handed in',
    description: 'For the token of a channel, and for orders of that channel alone.',
    door: 'bearer',
    parameters: [{name: 'externalId', in: 'path', description: 'The sender’s own id, or the order’s.', schema: {type: 'string'}, example: 'A-1001'}],
    answers: {200: {description: 'The order as it is now.', schema: examples.orderSchema, examples: {placed: examples.order}}},
    problems: ['forbidden', 'not-found'],
  },
  {
    id: 'receiveWebhook',
    method: 'post',
    path: '/v1/hooks/{channelId}',
    tag: 'Channels',
    summary: 'Hand in an order by signed message',
    description: 'Signed as Standard Webhooks has it. The document is in the format the channel was made for: `OrderIn`, or the one of another platform. Every message that cannot be trusted gets the same answer.',
    door: 'signature',
    parameters: [
      {name: 'channelId', in: 'path', description: 'Id of the channel; no secret.', schema: {type: 'string'}, example: 'web-shop'},
      {name: 'webhook-id', in: 'header', description: 'The message’s own id: sent again, it is the same message.', schema: {type: 'string'}, example: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W'},
      {name: 'webhook-timestamp', in: 'header', description: 'When it was sent, in seconds since 1970.', schema: {type: 'string'}, example: '1795415520'},
      {name: 'webhook-signature', in: 'header', description: '`v1,` and the signature in base64; several with spaces between.', schema: {type: 'string'}, example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4='},
    ],
    body: {description: 'The order.', schema: {type: 'object'}, examples: {paid: given}},
    answers: {200: {description: 'It is taken, or was before.', schema: channelOrder, examples: {taken: placed}}},
    problems: ['bad-signature', 'invalid-json', 'refused', 'too-large', 'unsupported-media-type', 'invalid-request'],
  },
  {
    id: 'exportOrders',
    method: 'get',
    path: '/v1/export',
    tag: 'Orders',
    summary: 'Orders as a file',
    description: 'All orders that match, at one moment, written as they are read. CSV is safe to open in a spreadsheet. A packer gets what a packer sees. Not part of what every backend has to speak.',
    door: 'bearer',
    parameters: [
      {name: 'format', in: 'query', description: 'Rows for a spreadsheet; or JSON lines: one that names the format, then one for each order, with `order` and, for those who see amounts, its log and what is kept of its commands.', schema: {enum: ['csv', 'jsonl'], default: 'csv'}, example: 'csv'},
      {name: 'rows', in: 'query', description: 'CSV: a row for each line of an order, or for each order.', schema: {enum: ['lines', 'orders'], default: 'lines'}, example: 'lines'},
      {name: 'bom', in: 'query', description: 'CSV: `1` puts a byte order mark in front, which some spreadsheets need.', schema: {enum: ['0', '1'], default: '0'}, example: '1'},
      {name: 'q', in: 'query', description: 'Only orders that match this query.', schema: {type: 'string'}, example: 'placed:2026-11'},
    ],
    answers: {200: {description: 'The file.', headers: {'Content-Disposition': '`attachment`, with a name.', 'Cache-Control': '`no-store`'}, types: ['text/csv', 'application/jsonl'], schema: {type: 'string'}}},
    problems: ['forbidden', 'too-many'],
  },
];
