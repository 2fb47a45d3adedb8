import {isInWorkingSet} from '@packline/client';
import type {Order} from '@packline/core';
import {createPace} from '../pace.ts';
import type {Services} from '../services.ts';
import type {ChangedOrders} from '../storage/order-storage.ts';
import type {FeedPart} from './cursor.ts';
import {HttpProblem} from './problem.ts';

/** Characters of orders on a page, whatever its limit: some orders have a thousand lines. The first order always goes. */
const MOST_CHARACTERS = 8_000_000;

/** A reader of part of the feed who was away for longer reads it anew: nearly all it has is too old by then. */
const LONGEST_ABSENCE_MS = 90 * 86_400_000;

/** One page: documents as they are kept, and where its reader stands afterwards. */
export interface FeedPage {
  readonly docs: readonly string[];
  readonly removed: readonly string[];
  readonly position: number;
  readonly hasMore: boolean;
  readonly part?: FeedPart;
}

type Parts = Pick<Services, 'storage' | 'storeId'>;

/** A page of the whole feed. */
export async function readWholePage({storage, storeId}: Parts, position: number, limit: number): Promise<FeedPage> {
  const {orders, ...rest} = cutToSize(await storage.readChanges(storeId, position, limit));
  return {docs: orders.map(({doc}) => doc), removed: [], ...rest};
}

/**
 * A page of `open+90d`. Read for the first time it brings what belongs to it, up to where the feed stood at the
 * beginning; from there on it brings every change, and what does not belong to it (any more) as removed. Orders that only
 * grew too old since the last page are found by the day they were placed.
 *
 * @param sinceMs where the 90 days begin now
 * @throws HttpProblem `cursor-gone` for a reader who was away for longer than that.
 */
export async function readPartPage(parts: Parts, {position, part}: {position: number; part: FeedPart}, limit: number, sinceMs: number): Promise<FeedPage> {
  return part.firstUpTo === undefined ? readPartChanges(parts, position, part.sinceMs, limit, sinceMs) : readPartFirst(parts, position, {sinceMs: part.sinceMs, firstUpTo: part.firstUpTo}, limit);
}

async function readPartFirst({storage, storeId}: Parts, from: number, part: Required<FeedPart>, limit: number): Promise<FeedPage> {
  const {firstUpTo, sinceMs} = part;
  const pace = createPace();
  let position = from;
  let found: ChangedOrders;
  do {
    await pace();
    found = cutToSize(await storage.readChanges(storeId, position, limit, {sinceMs}));
    position = found.position;
  } while (found.orders.length === 0 && found.hasMore && position < firstUpTo);
  const docs = found.orders.filter((order) => order.position <= firstUpTo).map(({doc}) => doc);
  if (position < firstUpTo) return {docs, removed: [], position, hasMore: true, part};
  return {docs, removed: [], position: firstUpTo, hasMore: found.hasMore || position > firstUpTo, part: {sinceMs}};
}

async function readPartChanges({storage, storeId}: Parts, from: number, toldSinceMs: number, limit: number, nowSinceMs: number): Promise<FeedPage> {
  // A clock that goes back brings no order back: what was taken away stays away until it changes.
  const sinceMs = Math.max(toldSinceMs, nowSinceMs);
  if (sinceMs - toldSinceMs > LONGEST_ABSENCE_MS) throw new HttpProblem('cursor-gone');
  const {orders, position, hasMore} = cutToSize(await storage.readChanges(storeId, from, limit));
  const docs: string[] = [];
  const removed = new Set(sinceMs > toldSinceMs ? await storage.findFinished(storeId, toldSinceMs, sinceMs) : []);
  const pace = createPace();
  for (const {id, doc} of orders) {
    await pace();
    if (!isInWorkingSet(JSON.parse(doc) as Order, sinceMs)) removed.add(id);
    else docs.push(doc);
  }
  return {docs, removed: [...removed], position, hasMore, part: {sinceMs}};
}

function cutToSize(changes: ChangedOrders): ChangedOrders {
  let characters = 0;
  const tooMuch = changes.orders.findIndex(({doc}, index) => (characters += doc.length) > MOST_CHARACTERS && index > 0);
  if (tooMuch < 0) return changes;
  const orders = changes.orders.slice(0, tooMuch);
  return {orders, position: orders.at(-1)?.position ?? changes.position, hasMore: true};
}
