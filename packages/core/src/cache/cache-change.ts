import type {Session} from '../ports/order-backend.ts';
import type {Settings} from '../settings/settings.ts';
import {EngineError} from '../shared/engine-error.ts';
import type {CacheState} from './cache-records.ts';
import type {CacheReader, CacheWriter, OrderCache} from './order-cache.ts';
import type {OrderParts} from './read-base.ts';

/** What one transaction changed: the tab's view is brought up to it, other tabs are told. */
export interface CacheChange {
  readonly revision: number;
  /** Orders whose view may differ, with what they are now made of. */
  readonly parts: ReadonlyMap<string, OrderParts>;
  readonly outboxChanged: boolean;
  /** A bulk job came, went or moved on. */
  readonly jobsChanged?: boolean;
  /** Present when they changed. */
  readonly settings?: Settings;
  readonly session?: Session;
}

/** State of a device that has read nothing yet. */
function newState(deviceId: string): CacheState {
  return {deviceId, revision: 0, layout: 0, nextChunkId: 1, cursor: null, fullReadSince: 0, floor: 0, lastPlace: 0};
}

/**
 * The state of a device that lost it, made from what else is there: the outbox keeps its order and its device's name, and
 * the truth is read again from the beginning while what is left of it stays in view.
 */
async function rebuildState(tx: CacheReader, deviceId: string): Promise<CacheState> {
  const entries = await tx.readAllEntries();
  const chunkIds = await tx.readChunkIds();
  const written = [...(await tx.readDeltasAfter(0)), ...(await tx.readContentsAfter(0))];
  if (entries.length + chunkIds.length + written.length === 0) return newState(deviceId);
  const revision = 1 + written.reduce((last, record) => Math.max(last, record.revision), 0);
  const nextChunkId = 1 + chunkIds.reduce((last, id) => Math.max(last, id), 0);
  return {
    ...newState(entries.at(-1)?.command.device?.id ?? deviceId),
    revision,
    // More than it ever was: every change of the layout raised one of these two.
    layout: revision + nextChunkId,
    nextChunkId,
    fullReadSince: revision,
    floor: revision,
    lastPlace: entries.reduce((last, {place}) => Math.max(last, place), 0),
  };
}

/** Makes sure that the cache has a state; the first tab gives the device its name. */
export async function prepareCache(cache: OrderCache, deviceId: string): Promise<CacheState> {
  // Revisions are counted anew after a loss: an index from before it could say that it is from later.
  if ((await cache.read((tx) => tx.readState())) === undefined) await cache.deleteSnapshot();
  return cache.write(async (tx) => {
    const known = await tx.readState();
    if (known !== undefined) return known;
    const state = await rebuildState(tx, deviceId);
    await tx.writeState(state);
    return state;
  });
}

/** @throws EngineError `cache/damaged` when the device lost it. */
export async function requireState(tx: CacheReader): Promise<CacheState> {
  const state = await tx.readState();
  if (state === undefined) throw new EngineError('cache/damaged', 'The orders on this device were deleted while the page was open. Reload the page.');
  return state;
}

/** Moves the state on by one revision, and whatever else of it changes. */
export async function nextState(tx: CacheWriter, before: CacheState, changes: Partial<CacheState> = {}): Promise<CacheState> {
  const state = {...before, ...changes, revision: before.revision + 1};
  await tx.writeState(state);
  return state;
}

/** Moves the state on where only bulk jobs came, went or moved on. */
export async function nextStateOfJobs(tx: CacheWriter, before: CacheState): Promise<CacheChange> {
  const {revision} = await nextState(tx, before);
  return {revision, parts: new Map(), outboxChanged: false, jobsChanged: true};
}

/**
 * The state of a device that may keep what the backend tells.
 * @throws EngineError `engine/nobody-signed-in` after signing out in whatever tab, `cache/damaged`.
 */
export async function requireSignedIn(tx: CacheReader): Promise<CacheState> {
  const state = await requireState(tx);
  if (state.isSignedOut === true) throw new EngineError('engine/nobody-signed-in', 'Somebody signed out on this device, so nothing is kept on it until somebody signs in.');
  return state;
}
