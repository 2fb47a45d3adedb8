import {FEED_SCOPES, recentSinceMs} from '@packline/client';
import type {FeedScope, Role} from '@packline/core';
import {Hono} from 'hono';
import {docSeenBy} from '../access/seen-by.ts';
import {createPace} from '../pace.ts';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {readFeedCursor, writeFeedCursor, type FeedPart} from './cursor.ts';
import {endBoth, eventStream} from './event-stream.ts';
import {jsonBody, sendJson, type JsonBody} from './json-response.ts';
import {badParameter} from './known-parameters.ts';
import {clampLimit, LIMITS} from './limits.ts';
import {readPartPage, readWholePage} from './read-feed-page.ts';
import type {Traffic} from './traffic.ts';

/** Orders on a page when the reader does not say. */
const STANDARD_PAGE = 200;

/** Pages kept for the readers that ask for the same one: after a change, every open desk does. */
const MOST_SHARED_PAGES = 8;
/** Milliseconds a page is kept: listeners come within this of each other, and pages are large. */
const SHARED_MS = 2000;

/** What a reader asks for. */
interface PageRequest {
  readonly after: string | undefined;
  readonly scope: FeedScope;
  readonly limit: number;
  readonly role: Role;
}

/** `GET /v1/changes` and its wake-up stream. */
export function changesRoutes(services: Services, traffic: Traffic): Hono<ApiEnv> {
  const {storage, storeId, wakes, stopping} = services;
  const readPage = createPageReader(services);
  return new Hono<ApiEnv>()
    .get('/', async (context) => {
      const {role} = context.get('person');
      const limit = clampLimit(context.req.query('limit'), {standard: STANDARD_PAGE, most: LIMITS.changesPerPage});
      const scope = readScope(context.req.query('scope'));
      return sendJson(context.req.raw, await readPage({after: context.req.query('after'), scope, limit, role}));
    })
    .get('/stream', (context) => {
      const caller = context.get('caller');
      traffic.requireRoom(caller);
      return eventStream(context.req.raw, {
        current: async () => (await storage.readFeedState(storeId)).head,
        follow: (onChange) => endBoth(wakes.subscribe(({position}) => onChange(position)), traffic.openStream(caller)),
        isStillGood: context.get('isStillGood'),
        stopping,
      });
    });
}

/**
 * Reads pages of the feed; readers of one role at the same place share one page and its compressed form. To those who may
 * see everything documents are passed on as they are kept, without being parsed.
 */
function createPageReader({storage, storeId, now}: Services): (request: PageRequest) => Promise<JsonBody> {
  const shared = new Map<string, Promise<JsonBody>>();

  async function makePage({position, part}: {position: number | undefined; part: FeedPart | undefined}, {limit, role}: PageRequest, epoch: string, sinceMs: number): Promise<JsonBody> {
    const page = part === undefined ? await readWholePage({storage, storeId}, position ?? 0, limit) : await readPartPage({storage, storeId}, {position: position ?? 0, part}, limit, sinceMs);
    const docs: string[] = [];
    const pace = createPace();
    for (const doc of page.docs) {
      await pace();
      docs.push(docSeenBy(role, doc));
    }
    // Read after the orders: newer settings than the page's last order may come along, older ones never.
    const {settings, settingsPosition} = await storage.readFeedState(storeId);
    const tellSettings = position === undefined || settingsPosition > position;
    const cursor = writeFeedCursor({epoch, position: page.position, role, ...(page.part === undefined ? {} : {part: page.part})});
    const parts = [
      `"orders":[${docs.join(',')}]`,
      `"removed":${JSON.stringify(page.removed)}`,
      `"cursor":${JSON.stringify(cursor)}`,
      `"hasMore":${page.hasMore}`,
      ...(tellSettings ? [`"settings":${JSON.stringify(settings)}`] : []),
    ];
    return jsonBody(`{${parts.join(',')}}`);
  }

  return async (request) => {
    const {after, limit, role, scope} = request;
    const {epoch, head, settings} = await storage.readFeedState(storeId);
    const cursor = after === undefined || after === '' ? undefined : readFeedCursor(after, {epoch, head, role, scope});
    const sinceMs = scope === 'all' ? 0 : recentSinceMs(now(), settings.timeZone);
    const part = scope === 'all' ? undefined : (cursor?.part ?? {sinceMs, firstUpTo: head});
    const key = `${after ?? ''} ${scope} ${sinceMs} ${limit} ${role} ${epoch} ${head}`;
    const known = shared.get(key);
    if (known) return known;
    const page = makePage({position: cursor?.position, part}, request, epoch, sinceMs);
    shared.set(key, page);
    page.catch(() => shared.delete(key));
    setTimeout(() => shared.get(key) === page && shared.delete(key), SHARED_MS).unref();
    const oldest = shared.size > MOST_SHARED_PAGES ? shared.keys().next().value : undefined;
    if (oldest !== undefined) shared.delete(oldest);
    return page;
  };
}

/** @throws HttpProblem `bad-parameter` for a part of the feed that nobody keeps. */
function readScope(text: string | undefined): FeedScope {
  // A plus sign in an address stands for a space, unless it is written as %2B.
  const scope = FEED_SCOPES.find((known) => known === (text ?? 'all').replace(' ', '+'));
  if (scope === undefined) throw badParameter('scope', `can be ${FEED_SCOPES.join(' or ')}.`);
  return scope;
}
