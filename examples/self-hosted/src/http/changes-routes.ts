import type {Role} from '@packline/core';
import {Hono} from 'hono';
import type {Services} from '../services.ts';
import type {ChangedOrders} from '../storage/order-storage.ts';
import type {ApiEnv} from './api-env.ts';
import {readFeedCursor, writeFeedCursor} from './cursor.ts';
import {eventStream} from './event-stream.ts';
import {jsonBody, sendJson, type JsonBody} from './json-response.ts';
import {clampLimit, LIMITS} from './limits.ts';

/** Orders on a page when the reader does not say. */
const STANDARD_PAGE = 200;

/** Characters of orders on a page, whatever its limit: some orders have a thousand lines. The first order always goes. */
const MOST_CHARACTERS = 8_000_000;

/** Pages kept for the readers that ask for the same one: after a change, every open desk does. */
const MOST_SHARED_PAGES = 8;
/** Milliseconds a page is kept: listeners come within this of each other, and pages are large. */
const SHARED_MS = 2000;

/** `GET /v1/changes` and its wake-up stream. */
export function changesRoutes(services: Services): Hono<ApiEnv> {
  const {storage, storeId, wakes, stopping} = services;
  const readPage = createPageReader(services);
  return new Hono<ApiEnv>()
    .get('/', async (context) => {
      const {role} = context.get('person');
      const limit = clampLimit(context.req.query('limit'), {standard: STANDARD_PAGE, most: LIMITS.changesPerPage});
      return sendJson(context.req.raw, await readPage(context.req.query('after'), limit, role));
    })
    .get('/stream', (context) =>
      eventStream(context.req.raw, {
        current: async () => (await storage.readFeedState(storeId)).head,
        follow: (onChange) => wakes.subscribe(({position}) => onChange(position)),
        stopping,
      }),
    );
}

function cutToSize(changes: ChangedOrders): ChangedOrders {
  let characters = 0;
  const tooMuch = changes.orders.findIndex(({doc}, index) => (characters += doc.length) > MOST_CHARACTERS && index > 0);
  if (tooMuch < 0) return changes;
  const orders = changes.orders.slice(0, tooMuch);
  return {orders, position: orders.at(-1)?.position ?? changes.position, hasMore: true};
}

/**
 * Reads pages of the feed; readers at the same place share one page and its compressed form. Documents are passed on
 * as they are kept, without being parsed.
 */
function createPageReader({storage, storeId}: Services): (after: string | undefined, limit: number, role: Role) => Promise<JsonBody> {
  const shared = new Map<string, Promise<JsonBody>>();

  async function makePage(position: number | undefined, limit: number, role: Role, feed: {epoch: string}): Promise<JsonBody> {
    const changes = cutToSize(await storage.readChanges(storeId, position ?? 0, limit));
    // Read after the orders: newer settings than the page's last order may come along, older ones never.
    const {settings, settingsPosition} = await storage.readFeedState(storeId);
    const tellSettings = position === undefined || settingsPosition > position;
    const cursor = writeFeedCursor({epoch: feed.epoch, position: changes.position, role});
    const parts = [
      `"orders":[${changes.orders.map(({doc}) => doc).join(',')}]`,
      '"removed":[]',
      `"cursor":${JSON.stringify(cursor)}`,
      `"hasMore":${changes.hasMore}`,
      ...(tellSettings ? [`"settings":${JSON.stringify(settings)}`] : []),
    ];
    return jsonBody(`{${parts.join(',')}}`);
  }

  return async (after, limit, role) => {
    const feed = await storage.readFeedState(storeId);
    const position = after === undefined || after === '' ? undefined : readFeedCursor(after, {epoch: feed.epoch, head: feed.head, role});
    const key = `${position ?? 'start'} ${limit} ${role} ${feed.epoch} ${feed.head}`;
    const known = shared.get(key);
    if (known) return known;
    const page = makePage(position, limit, role, feed);
    shared.set(key, page);
    page.catch(() => shared.delete(key));
    setTimeout(() => shared.get(key) === page && shared.delete(key), SHARED_MS).unref();
    const oldest = shared.size > MOST_SHARED_PAGES ? shared.keys().next().value : undefined;
    if (oldest !== undefined) shared.delete(oldest);
    return page;
  };
}
