import type {Order, ShopperOrder} from '@packline/core';
import {Hono} from 'hono';
import {linkExpiry, readOrderLink} from '../access/order-link.ts';
import type {Services} from '../services.ts';
import {submitReceipt} from '../shop/submit-receipt.ts';
import {toShopperOrder} from '../shop/to-shopper-order.ts';
import type {ApiEnv} from './api-env.ts';
import {endBoth, eventStream} from './event-stream.ts';
import {jsonBody, sendJson} from './json-response.ts';
import {LIMITS} from './limits.ts';
import {HttpProblem} from './problem.ts';
import {readBody} from './read-body.ts';
import {sendReceipt} from './send-receipt.ts';
import type {Traffic} from './traffic.ts';

/** `/v1/shop/orders/{token}…`: one order for its customer. The signed token is the right to see it, and only it. */
export function shopOrderRoutes(services: Services, traffic: Traffic): Hono<ApiEnv> {
  const {storage, storeId, wakes, commands, linkKey, now, stopping} = services;

  /** @throws HttpProblem `not-found` for a link nobody gave out, `link-expired`. */
  async function read(token: string): Promise<{order: Order; position: number}> {
    const link = readOrderLink(linkKey, token, now());
    const stored = link.ok ? await storage.readOrder(storeId, link.orderId) : undefined;
    if (!link.ok && link.reason === 'expired') throw new HttpProblem('link-expired', 'This link has expired. Ask the shop for a new one.');
    if (!stored) throw new HttpProblem('not-found', 'This link does not lead to an order.');
    traffic.count(callerOf(token));
    return {order: JSON.parse(stored.doc) as Order, position: stored.position};
  }

  async function show(token: string, order: Order): Promise<ShopperOrder> {
    const {settings} = await storage.readFeedState(storeId);
    return toShopperOrder(order, settings, {token, expiresAt: linkExpiry(token)}, now());
  }

  return new Hono<ApiEnv>()
    .use(async (context, next) => {
      await next();
      context.res.headers.set('referrer-policy', 'no-referrer');
    })
    .get('/:token', async (context) => {
      const token = context.req.param('token');
      const {order} = await read(token);
      return sendJson(context.req.raw, jsonBody(JSON.stringify(await show(token, order))));
    })
    .get('/:token/stream', async (context) => {
      const token = context.req.param('token');
      const {id} = (await read(token)).order;
      traffic.requireRoom(callerOf(token));
      return eventStream(context.req.raw, {
        current: async () => (await read(token)).position,
        follow: (onChange) =>
          endBoth(
            wakes.subscribe(({orders}) => {
              const position = orders.get(id);
              if (position !== undefined) onChange(position);
            }),
            traffic.openStream(callerOf(token)),
          ),
        isStillGood: () => Promise.resolve(readOrderLink(linkKey, token, now()).ok),
        stopping,
      });
    })
    .post('/:token/receipts', async (context) => {
      const token = context.req.param('token');
      const readOrder = async (): Promise<Order> => (await read(token)).order;
      // Nobody without a link gets to send megabytes.
      await readOrder();
      const bytes = await readBody(context.req.raw, LIMITS.receiptBytes);
      const submitted = await submitReceipt(commands, readOrder, bytes);
      if (!submitted.ok) throw toProblem(submitted);
      const {receiptId, hash} = submitted;
      return context.json({receiptId, hash, order: await show(token, await readOrder())}, 201);
    })
    .get('/:token/receipts/:receiptId/content', async (context) => sendReceipt(services, (await read(context.req.param('token'))).order, context.req.param('receiptId')));
}

/** Everybody with this link is counted together. */
function callerOf(token: string): string {
  return `link ${token}`;
}

function toProblem(submitted: Extract<Awaited<ReturnType<typeof submitReceipt>>, {ok: false}>): HttpProblem {
  switch (submitted.reason) {
    case 'empty':
      return new HttpProblem('unsupported-media-type', 'The file is empty.');
    case 'unknown-type':
      return new HttpProblem('unsupported-media-type', 'A receipt is a JPEG, PNG or WebP picture, or a PDF.');
    case 'too-many':
      return new HttpProblem('too-many', `An order takes at most ${LIMITS.receiptsPerOrder} uploads. Write to the shop instead.`);
    case 'refused':
      return new HttpProblem('refused', 'This order takes no receipt now.', {refusal: submitted.refusal});
  }
}
