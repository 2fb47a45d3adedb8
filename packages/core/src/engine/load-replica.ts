import {requireState} from '../cache/cache-change.ts';
import type {SnapshotRecord} from '../cache/cache-records.ts';
import {OrderIndex} from '../index/order-index.ts';
import type {Logger} from '../ports/logger.ts';
import {catchUp, showNow} from './follow-tabs.ts';
import {yieldToPage} from './pace.ts';
import type {Replica} from './replica.ts';

/** Rises when what is saved changes its shape; older ones are not read. */
export const SNAPSHOT_FORMAT = 1;

type SavedIndex = ReturnType<OrderIndex['save']>;

/** The saved index, unless it is missing, of another shape, or older than a removal that left no trace. */
async function readUsableSnapshot(replica: Replica, floor: number, logger: Logger): Promise<SnapshotRecord<SavedIndex> | undefined> {
  try {
    const snapshot = (await replica.cache.readSnapshot()) as SnapshotRecord<SavedIndex> | undefined;
    return snapshot?.format === SNAPSHOT_FORMAT && snapshot.revision >= floor ? snapshot : undefined;
  } catch (error) {
    logger.warn('The saved search index cannot be read; it is built again from the orders.', {error: String(error)});
    return undefined;
  }
}

/**
 * Fills a tab's view from the device: the saved index and what came after it, or every order when there is none.
 * Answers as soon as changes may come in beside it; `done` settles when every order is shown.
 */
export async function loadReplica(replica: Replica, logger: Logger): Promise<{done: Promise<void>}> {
  const state = await replica.readState();
  const snapshot = await readUsableSnapshot(replica, state.floor, logger);
  if (snapshot === undefined) return rebuild(replica);
  await yieldToPage(); // reading its last part and making columns of it are two tasks
  try {
    replica.views.index = OrderIndex.load(snapshot.saved);
  } catch (error) {
    logger.warn('The saved search index is damaged; it is built again from the orders.', {error: String(error)});
    await replica.cache.deleteSnapshot();
    replica.views.clear();
    return rebuild(replica);
  }
  // What notices brought meanwhile went into the view before this one.
  replica.seen.startFrom(snapshot.revision);
  await yieldToPage();
  await catchUp(replica, snapshot.markedIds);
  replica.isWhole = true;
  return {done: Promise.resolve()};
}

/** Shows every order on the device, what came last first. */
async function rebuild(replica: Replica): Promise<{done: Promise<void>}> {
  const {state, ids} = await replica.read(async (tx) => {
    const now = await requireState(tx);
    await replica.locator.follow(tx, now);
    const changed = await tx.readDeltaIds();
    const entries = await tx.readAllEntries();
    const inChunks = replica.locator.chunkIds().reverse().flatMap((chunkId) => replica.locator.contentsOf(chunkId)?.orderIds ?? []);
    return {state: now, ids: new Set([...entries.map(({orderId}) => orderId), ...changed, ...inChunks])};
  });
  // Settings and session too may have changed since they were read, before anybody here could be told of it.
  await replica.lane.run(() => replica.readMeta());
  // What other tabs and the feed bring meanwhile is newer than this and shown beside it.
  replica.seen.reset(state.revision);
  const done = showNow(replica, [...ids]).then(() => void (replica.isWhole = true));
  return {done};
}
