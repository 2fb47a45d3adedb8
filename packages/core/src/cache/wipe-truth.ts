import {requireState} from './cache-change.ts';
import {doubtSettings} from './doubt-settings.ts';
import type {OrderCache} from './order-cache.ts';

/** Signing out: what the server told is wiped, what it was not told yet stays. */
export function wipeTruth(cache: OrderCache): Promise<{revision: number}> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const revision = before.revision + 1;
    await tx.wipeTruth();
    await tx.deleteNote('session');
    await doubtSettings(tx);
    await tx.writeState({...before, revision, layout: before.layout + 1, cursor: null, fullReadSince: 0, floor: revision, isSignedOut: true});
    return {revision};
  });
}
