import {createHash} from 'node:crypto';
import {dayAt, redact, type Order} from '@packline/core';
import {Hono} from 'hono';
import {docSeenBy, logSeenBy} from '../access/seen-by.ts';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {jsonBody, sendJson} from './json-response.ts';
import {clampLimit, LIMITS} from './limits.ts';
import {listOrders} from './list-orders.ts';
import {readListCursor, readQuery, readSort, readView, writeListCursor} from './list-parameters.ts';
import {toOrderSummary} from './order-summary.ts';
import {HttpProblem} from './problem.ts';
import {requireMoney} from './require-person.ts';
import {sendReceipt} from './send-receipt.ts';

const STANDARD_PAGE = 50;

/** `GET /v1/orders…`: the list with its query, one order, its log, its uploads. */
export function ordersRoutes(services: Services): Hono<ApiEnv> {
  const {storage, storeId} = services;

  async function readOrder(orderId: string) {
    const stored = await storage.readOrder(storeId, orderId);
    if (!stored) throw new HttpProblem('not-found', 'There is no such order.');
    return stored;
  }

  return new Hono<ApiEnv>()
    .get('/', async (context) => {
      const {role} = context.get('person');
      const parameters = context.req.query();
      const asRows = readView(parameters['view']);
      const {settings} = await storage.readFeedState(storeId);
      const query = readQuery(parameters['q'], {role, today: dayAt(services.now(), settings.timeZone)});
      const sort = readSort(parameters['sort'], role);
      const after = readListCursor(parameters['after'], sort);
      const limit = clampLimit(parameters['limit'], {standard: STANDARD_PAGE, most: LIMITS.ordersPerPage});
      const {rows, hasMore, count, countIsExact} = await listOrders(services, {query, sort, after, limit, role, settings});
      const last = rows.at(-1);
      const cursor = hasMore && last ? writeListCursor(last.mark, sort) : null;
      const rest = JSON.stringify({cursor, hasMore, count, countIsExact});
      const shown = rows.map(({doc}) => (asRows ? JSON.stringify(toOrderSummary(redact(JSON.parse(doc) as Order, role))) : docSeenBy(role, doc)));
      return sendJson(context.req.raw, jsonBody(`{"orders":[${shown.join(',')}],${rest.slice(1)}`));
    })
    .get('/:orderId', async (context) => {
      const doc = docSeenBy(context.get('person').role, (await readOrder(context.req.param('orderId'))).doc);
      // Of the whole text: after a restore, the same version may be another order.
      const etag = `"${createHash('sha256').update(doc).digest('base64url').slice(0, 27)}"`;
      const known = context.req.header('if-none-match');
      const headers = {etag, 'cache-control': 'no-store'};
      if (known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return new Response(null, {status: 304, headers});
      return sendJson(context.req.raw, jsonBody(doc), {headers});
    })
    .get('/:orderId/events', async (context) => {
      const {id} = await readOrder(context.req.param('orderId'));
      const events = logSeenBy(context.get('person').role, await storage.readEvents(storeId, id));
      return sendJson(context.req.raw, jsonBody(`{"events":[${events.join(',')}]}`));
    })
    .get('/:orderId/receipts/:receiptId/content', requireMoney, async (context) => {
      const {doc} = await readOrder(context.req.param('orderId'));
      return sendReceipt(services, JSON.parse(doc) as Order, context.req.param('receiptId'));
    });
}
