import {packDeltas} from '../cache/pack-deltas.ts';
import {renewChunks} from '../cache/renew-chunks.ts';
import type {Clock} from '../ports/clock.ts';
import {SNAPSHOT_FORMAT} from './load-replica.ts';
import {SLICE_MS, yieldToPage} from './pace.ts';
import type {Replica} from './replica.ts';

/** Quiet time before housekeeping, and how much must have changed before the index is saved again. */
const QUIET_MS = 3_000;
const CHANGES_BEFORE_SAVING = 250;

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

/** The leading tab's housekeeping: after some quiet, and when the page goes out of view. */
export function maintainReplica(replica: Replica, clock: Clock, onError: (error: unknown) => void): {changed: () => void; hidden: () => void; stop: () => void} {
  let cancel = (): void => {};
  let isStopped = false;
  const work = async (): Promise<void> => {
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
