import type {Order} from '@packline/core';
import {Hono} from 'hono';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {jsonBody, sendJson} from './json-response.ts';
import {clampLimit, LIMITS} from './limits.ts';
import {listOrders} from './list-orders.ts';
import {HttpProblem} from './problem.ts';
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
      const {q, sort, limit, after, view} = context.req.query();
      if (view !== undefined) throw new HttpProblem('bad-parameter', 'This server answers with whole orders; leave out “view”.');
      const page = await listOrders(services, {query: q, sort, after, limit: clampLimit(limit, {standard: STANDARD_PAGE, most: LIMITS.ordersPerPage})});
      return sendJson(context.req.raw, jsonBody(page));
    })
    .get('/:orderId', async (context) => {
      const {doc, version} = await readOrder(context.req.param('orderId'));
      const etag = `"${version}"`;
      const known = context.req.header('if-none-match');
      const headers = {etag, 'cache-control': 'private, no-cache'};
      if (known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return new Response(null, {status: 304, headers});
      return sendJson(context.req.raw, jsonBody(doc), {headers});
    })
    .get('/:orderId/events', async (context) => {
      const {id} = await readOrder(context.req.param('orderId'));
      const events = await storage.readEvents(storeId, id);
      return sendJson(context.req.raw, jsonBody(`{"events":[${events.join(',')}]}`));
    })
    .get('/:orderId/receipts/:receiptId/content', async (context) => {
      const {doc} = await readOrder(context.req.param('orderId'));
      return sendReceipt(services, JSON.parse(doc) as Order, context.req.param('receiptId'));
    });
}
