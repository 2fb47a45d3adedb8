import {requireState} from '../cache/cache-change.ts';
import type {Clock} from '../ports/clock.ts';
import type {Notice} from '../sync/notices.ts';
import type {Replica} from './replica.ts';

/** Orders read and shown between two breaths of the lane. */
const PIECE = 128;
/** How long a missing notice may still be on its way, and until a reading that failed is tried again, in milliseconds. */
const GAP_MS = 300;
const AGAIN_MS = 2_000;

/** Reads and shows orders as they are now, piece by piece. */
export async function showNow(replica: Replica, orderIds: readonly string[]): Promise<void> {
  for (let from = 0; from < orderIds.length; from += PIECE) {
    const piece = orderIds.slice(from, from + PIECE);
    await replica.lane.run(async () => replica.show(await replica.readPartsNow(piece), {outbox: true}));
  }
}

/**
 * Brings the view up to everything that was written since the revision it has seen: by other tabs, or since the saved
 * index. `alsoIds` are looked at in any case.
 */
export async function catchUp(replica: Replica, alsoIds: readonly string[] = []): Promise<void> {
  const seen = replica.seen.upTo;
  const found = await replica.read(async (tx) => {
    const state = await requireState(tx);
    const changed = await tx.readDeltaIdsAfter(seen);
    const contents = await tx.readContentsAfter(seen);
    const entries = await tx.readAllEntries();
    return {state, ids: [...changed, ...contents.flatMap(({orderIds}) => orderIds)], entries};
  });
  // After the revision that will count as seen: what changed in between is known, or will be told. In the lane, so that
  // an older reading never replaces what this tab stored meanwhile.
  await replica.lane.run(() => replica.readMeta());
  if (found.state.revision <= seen && alsoIds.length === 0) return;
  const removed = found.state.floor > seen ? await findRemoved(replica) : [];
  const ids = new Set([...found.ids, ...removed, ...alsoIds, ...replica.views.outbox.orderIds(), ...found.entries.map(({orderId}) => orderId)]);
  await showNow(replica, [...ids]);
  await replica.lane.run(() => replica.show(new Map(), {jobs: true}));
  replica.seen.reset(found.state.revision);
}

/** Orders that are shown but no longer on the device: removals too old to have left a trace. */
async function findRemoved(replica: Replica): Promise<string[]> {
  const known = await replica.read(async (tx) => {
    await replica.locator.follow(tx, await requireState(tx));
    return new Set([...replica.locator.orderIds(), ...(await tx.readDeltaIds())]);
  });
  return replica.views.index.ids().filter((id) => !known.has(id));
}

/** Keeps a tab's view in step with the other tabs'. */
export interface FollowedTabs {
  hear(notice: Notice): void;
  /** Notices may have been lost. */
  wake(): void;
  /** The view is filled: from now on it can be behind. */
  loaded(): void;
  stop(): void;
}

/** Hears what other tabs did, and catches up where a notice was lost. */
export function followTabs(replica: Replica, clock: Clock, onError: (error: unknown) => void): FollowedTabs {
  let cancel = (): void => {};
  let catching: Promise<void> | undefined;
  let isLoaded = false;
  let isWoken = false;
  let isStopped = false;
  /** What the leading tab said last that it has seen. */
  let leadersRevision = 0;
  const isBehind = (): boolean => replica.seen.hasGap || leadersRevision > replica.seen.upTo;
  const startCatchUp = (): void => {
    isWoken = true;
    if (!isLoaded || isStopped) return; // a view that is still being filled would be read twice
    isWoken = false;
    catching ??= catchUp(replica).catch(failed).finally(() => (catching = undefined));
  };
  const failed = (error: unknown): void => {
    onError(error);
    cancel();
    if (!isStopped) cancel = clock.after(AGAIN_MS, startCatchUp);
  };
  const take = async ({revision, orderIds, outbox, jobs = false, meta}: Extract<Notice, {kind: 'changed'}>): Promise<void> => {
    await replica.lane.run(async () => {
      if (replica.seen.has(revision)) return;
      if (meta) await replica.readMeta();
      await replica.show(await replica.readPartsNow(orderIds), {outbox, jobs, settings: meta, status: meta});
      replica.seen.add(revision);
    });
    awaitMissing();
  };
  /** A notice may still be on its way; one that does not come is caught up. */
  const awaitMissing = (): void => {
    if (!isLoaded || !isBehind()) return;
    cancel();
    if (isStopped) return;
    cancel = clock.after(GAP_MS, () => {
      if (isBehind()) startCatchUp();
    });
  };
  replica.onGap = awaitMissing;
  return {
    hear: (notice) => {
      if (notice.kind === 'changed') take(notice).catch(failed);
      // A notice that is lost is the last one as often as any: then no later one shows the gap.
      if (notice.kind === 'beat') {
        leadersRevision = notice.revision;
        awaitMissing();
      }
    },
    wake: startCatchUp,
    loaded: () => {
      isLoaded = true;
      if (isWoken) startCatchUp();
      else awaitMissing();
    },
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}
