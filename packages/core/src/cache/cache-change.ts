import type {Session} from '../ports/order-backend.ts';
import type {Settings} from '../settings/settings.ts';
import {EngineError} from '../shared/engine-error.ts';
import type {CacheState} from './cache-records.ts';
import type {CacheReader, OrderCache} from './order-cache.ts';
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

/** Makes sure that the cache has a state; the first tab gives the device its name. */
export function prepareCache(cache: OrderCache, deviceId: string): Promise<CacheState> {
  return cache.write(async (tx) => {
    const known = await tx.readState();
    if (known !== undefined) return known;
    const state = newState(deviceId);
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
