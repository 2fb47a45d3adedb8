import {FEED_SCOPES} from '../contract/feed-scope.ts';
import {STREAM_HEARTBEAT_SECONDS} from '../contract/limits.ts';
import {changesPage, commandsAnswer, eventsAnswer, ordersOrSummaries, productsAnswer, session} from './envelope-schemas.ts';
import * as examples from './examples.ts';
import type {OperationNote, ParameterNote} from './operation.ts';
import {commandsRequest} from './request-schemas.ts';

const orderId: ParameterNote = {name: 'orderId', in: 'path', description: 'Id of the order.', schema: {type: 'string'}, example: examples.ORDER_ID};
const receiptId: ParameterNote = {name: 'receiptId', in: 'path', description: 'Id of the upload.', schema: {type: 'string'}, example: 'r1'};
const limit = (most: number, standard: number): ParameterNote => ({name: 'limit', in: 'query', description: `Entries of a page. A number beyond 1–${most} is clamped, not refused.`, schema: {type: 'integer', default: standard}, example: standard});
const noStore = {'Cache-Control': '`no-store`'};

export const lastEventId: ParameterNote = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The `id` of the last event that was seen: the stream stays quiet until there is more than that.',
  schema: {type: 'string', pattern: '^\\d{1,15}$'},
  example: '1041',
};

export const stream = {
  description: `Server-sent events without end. A \`change\` event says that there is more to read; its \`id\` and \`data\` name how far (\`StreamEventData\`). It opens with one, unless \`Last-Event-ID\` says that there is nothing new. Several changes close together come as one. Every ${STREAM_HEARTBEAT_SECONDS} seconds of quiet a comment line is the sign of life. A number lower than the last one means that the backend was restored: read the feed, which will say 410.`,
  headers: {'Cache-Control': '`no-store`'},
  types: ['text/event-stream'],
  schema: {type: 'string'},
  examples: {opening: 'retry: 1000\n: connected\n\nid: 1041\nevent: change\ndata: {"position":1041}\n\n: still here\n\n'},
};

export const fileOfReceipt = {
  description: 'The bytes as they were uploaded, sandboxed and `nosniff`.',
  headers: {...noStore, 'Content-Disposition': '`inline` for pictures, `attachment` for a PDF.', 'Content-Security-Policy': "`default-src 'none'; sandbox`"},
  types: ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'],
  schema: {type: 'string', contentMediaType: 'application/octet-stream'},
};

/** What the staff and programs ask. */
export const STAFF_OPERATIONS: readonly OperationNote[] = [
  {
    id: 'readSession',
    method: 'get',
    path: '/v1/me',
    tag: 'Session',
    summary: 'Who is calling',
    description: 'Store, user, role, settings, and what this backend can do: widgets hide what `capabilities` does not list. `epoch` changes when the backend was restored from a backup; cursors of another epoch are void.',
    door: 'bearer',
    answers: {200: {description: 'The caller’s session.', headers: noStore, schema: session, examples: {owner: examples.session}}},
  },
  {
    id: 'pushCommands',
    method: 'post',
    path: '/v1/commands',
    tag: 'Commands',
    summary: 'Decide 1–500 commands',
    description:
      'In the order they are written, each on the newest state, in one transaction: when the answer arrives, everything in it is kept. A refused command changes nothing and does not stop those after it; a body of the wrong shape changes nothing at all. A command’s `id` is its idempotency key for life: sent again it is a `duplicate`, or the refusal that was recorded; sent again with another wish the whole request is a 422 that points at the id.',
    door: 'bearer',
    parameters: [
      {name: 'dryRun', in: 'query', description: '`1` decides without writing: each command on the order as it would be after those before it, and every `position` is 0.', schema: {enum: ['1']}, example: '1'},
      {name: 'return', in: 'query', description: '`order` adds the order to every result; a refusal always brings the newest one.', schema: {enum: ['order']}, example: 'order'},
    ],
    body: {description: 'The commands. Unknown fields are refused.', schema: commandsRequest, examples: {place: examples.placeRequest, send: examples.sendRequest}},
    answers: {200: {description: 'One result for each command, in the same order.', headers: noStore, schema: commandsAnswer, examples: {applied: examples.appliedAnswer, refused: examples.refusedAnswer}}},
    problems: ['forbidden', 'invalid-json', 'too-large', 'unsupported-media-type', 'invalid-request'],
  },
  {
    id: 'readChanges',
    method: 'get',
    path: '/v1/changes',
    tag: 'Feed',
    summary: 'What changed since a cursor',
    description: 'Whole current orders, oldest change first, latest wins. Whoever reads from the beginning to a page without `hasMore`, and later on from the last `cursor`, has every order, however many writers there are. `settings` come with the first page and whenever they changed.',
    door: 'bearer',
    parameters: [
      {name: 'after', in: 'query', description: 'The `cursor` of the page before; left out or empty: from the beginning. It is good for its epoch, role and scope only.', schema: {type: 'string'}, example: examples.CURSOR},
      {name: 'scope', in: 'query', description: '`open+90d`: what is not finished, and what was ordered in the last 90 days of the shop’s calendar; whatever leaves that comes once in `removed`.', schema: {enum: FEED_SCOPES, default: 'all'}, example: 'all'},
      limit(1000, 200),
    ],
    answers: {200: {description: 'One page.', headers: noStore, schema: changesPage, examples: {last: examples.changesPage}}},
    problems: ['forbidden', 'cursor-gone'],
  },
  {
    id: 'followChanges',
    method: 'get',
    path: '/v1/changes/stream',
    tag: 'Feed',
    summary: 'Be told that there is more',
    description: 'A wake-up and no more: it carries no orders. Read the feed when it speaks.',
    door: 'bearer',
    parameters: [lastEventId],
    answers: {200: stream},
    problems: ['forbidden', 'busy'],
  },
  {
    id: 'listOrders',
    method: 'get',
    path: '/v1/orders',
    tag: 'Orders',
    summary: 'Search, filter and sort',
    description: 'One query language everywhere: bare words, `"a phrase"`, `field:value`, `-` negates. An unknown field or value is a 400, never ignored. `count` is exact up to 1,000. A query has at most 50 conditions.',
    door: 'bearer',
    parameters: [
      {name: 'q', in: 'query', description: 'The query; docs/guides/queries.md has the language.', schema: {type: 'string'}, example: 'status:processing -has:hold "lunch bag"'},
      {name: 'sort', in: 'query', description: 'A field, `-` in front for descending.', schema: {enum: ['placedAt', 'number', 'customer', 'status', 'total', 'delivery', 'channel', 'updatedAt'].flatMap((field) => [field, `-${field}`]), default: '-placedAt'}, example: '-placedAt'},
      limit(500, 50),
      {name: 'after', in: 'query', description: 'The `cursor` of the page before, for the same sort.', schema: {type: 'string'}},
      {name: 'view', in: 'query', description: '`row`: summaries instead of whole orders.', schema: {enum: ['row']}},
    ],
    answers: {200: {description: 'One page: whole orders, or with `view=row` summaries.', headers: noStore, schema: ordersOrSummaries, examples: {one: examples.ordersPage, rows: examples.summariesPage}}},
    problems: ['forbidden'],
  },
  {
    id: 'readOrder',
    method: 'get',
    path: '/v1/orders/{orderId}',
    tag: 'Orders',
    summary: 'One order',
    description: 'The newest state.',
    door: 'bearer',
    parameters: [orderId, {name: 'If-None-Match', in: 'header', description: 'The `ETag` that was seen.', schema: {type: 'string'}, example: '"Yx3k"'}],
    answers: {
      200: {description: 'The order.', headers: {ETag: 'Names this state, for `If-None-Match` alone.', 'Cache-Control': '`private, no-cache`'}, schema: examples.orderSchema, examples: {placed: examples.order}},
      304: {description: 'It is as it was.', headers: {ETag: 'The same.'}},
    },
    problems: ['forbidden', 'not-found'],
  },
  {
    id: 'readEvents',
    method: 'get',
    path: '/v1/orders/{orderId}/events',
    tag: 'Orders',
    summary: 'The log of an order',
    description: 'Everything that happened to it, oldest first.',
    door: 'bearer',
    parameters: [orderId],
    answers: {200: {description: 'The whole log.', headers: noStore, schema: eventsAnswer, examples: {placed: examples.eventsAnswer}}},
    problems: ['forbidden', 'not-found'],
  },
  {
    id: 'readReceipt',
    method: 'get',
    path: '/v1/orders/{orderId}/receipts/{receiptId}/content',
    tag: 'Orders',
    summary: 'An uploaded proof of payment',
    description: 'Not for packers.',
    door: 'bearer',
    parameters: [orderId, receiptId],
    answers: {200: fileOfReceipt},
    problems: ['forbidden', 'not-found'],
  },
  {
    id: 'findProducts',
    method: 'get',
    path: '/v1/products',
    tag: 'Products',
    summary: 'What can be put into an order',
    description: 'Every word of `q` must occur in a product’s names or code. Optional: a backend without it does not list the capability `products`.',
    door: 'bearer',
    parameters: [{name: 'q', in: 'query', description: 'Words.', schema: {type: 'string'}, example: 'oolong'}, limit(200, 50)],
    answers: {200: {description: 'What was found.', schema: productsAnswer, examples: {tea: examples.productsAnswer}}},
    problems: ['forbidden'],
  },
];
