import {packDeltas} from '../cache/pack-deltas.ts';
import {renewChunks} from '../cache/renew-chunks.ts';
import type {OrderStatus} from '../order/order-status.ts';
import type {Clock} from '../ports/clock.ts';
import {dayAt} from '../query/day-bounds.ts';
import {DEFAULT_SORT, type OrderQuery} from '../query/order-query.ts';
import {SNAPSHOT_FORMAT} from './load-replica.ts';
import {SLICE_MS, yieldToPage} from './pace.ts';
import type {Replica} from './replica.ts';

/** Quiet time before housekeeping, and how much must have changed before the index is saved again. */
const QUIET_MS = 3_000;
const CHANGES_BEFORE_SAVING = 250;
const LET_GO_AT_ONCE = 128;
const FINISHED: readonly OrderStatus[] = ['complete', 'cancelled', 'expired', 'refunded', 'credit', 'adjustment'];

/** Saves the search index as it is, so that the next opening reads a few buffers and not every order. */
export async function saveIndex(replica: Replica): Promise<void> {
  if (!replica.cache.lasting) return;
  // Sort orders are saved where they are ready; made anew, they are most of what an opening takes.
  while (replica.views.index.settle(SLICE_MS)) await yieldToPage();
  await replica.lane.run(async () => {
    const {views, seen} = replica;
    await replica.cache.writeSnapshot({format: SNAPSHOT_FORMAT, revision: seen.upTo, markedIds: views.outbox.orderIds(), saved: views.index.save()});
    replica.unsavedChanges = 0;
  });
}

/** Packs changed orders into chunks and lets go of outdated copies, in small transactions. */
async function tidy(replica: Replica, isStopped: () => boolean): Promise<void> {
  for (const step of [packDeltas, renewChunks]) {
    while (!isStopped() && (await replica.lane.run(() => step(replica.cache, replica.locator)))) await yieldToPage();
  }
}

export interface MaintenanceHost {
  readonly clock: Clock;
  /** Finished orders from before this moment may leave the device; undefined when none may. */
  readonly oldBeforeMs: () => number | undefined;
  readonly onError: (error: unknown) => void;
}

/** Lets go of finished old orders, some at a time. The index says which it may be, the documents whether they are. */
async function letGoOfOld(replica: Replica, oldBeforeMs: number | undefined, isStopped: () => boolean): Promise<void> {
  if (oldBeforeMs === undefined) return;
  const {index} = replica.views;
  const {timeZone} = replica.settings;
  const lastDay = dayAt(new Date(oldBeforeMs).toISOString(), timeZone);
  const query: OrderQuery = {terms: [{kind: 'placed', from: undefined, to: lastDay, negated: false}, {kind: 'status', values: FINISHED, negated: false}]};
  const handles = index.query({query, sort: DEFAULT_SORT}, timeZone);
  for (let from = 0; from < handles.length && !isStopped(); from += LET_GO_AT_ONCE) {
    await replica.letGo(Array.from(handles.subarray(from, from + LET_GO_AT_ONCE), (handle) => index.idOf(handle)), oldBeforeMs);
    await yieldToPage();
  }
}

/** The leading tab's housekeeping: after some quiet, and when the page goes out of view. */
export function maintainReplica(replica: Replica, {clock, oldBeforeMs, onError}: MaintenanceHost): {changed: () => void; hidden: () => void; stop: () => void} {
  let cancel = (): void => {};
  let isStopped = false;
  const work = async (): Promise<void> => {
    await letGoOfOld(replica, oldBeforeMs(), () => isStopped);
    await tidy(replica, () => isStopped);
    const {fullReadSince} = await replica.readState();
    if (isStopped || !replica.isWhole || fullReadSince !== null || replica.unsavedChanges < CHANGES_BEFORE_SAVING) return;
    await saveIndex(replica);
  };
  return {
    changed: () => {
      if (isStopped) return;
      cancel();
      cancel = clock.after(QUIET_MS, () => void work().catch(onError));
    },
    hidden: () => {
      if (!isStopped && replica.isWhole && replica.unsavedChanges > 0) void saveIndex(replica).catch(onError);
    },
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}
