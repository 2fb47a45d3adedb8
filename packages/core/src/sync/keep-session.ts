import {type CacheChange, requireState} from '../cache/cache-change.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {withEntries} from '../cache/read-base.ts';
import type {Order} from '../order/order.ts';
import type {Session} from '../ports/order-backend.ts';
import {addBasesOf} from './apply-feed-page.ts';

/**
 * Keeps who is signed in, for starting offline, and the settings when they are newer. In another epoch they are, whatever
 * their version is: the backend was restored. An answer of the epoch before that comes late changes nothing: undefined.
 */
export function keepSession(cache: OrderCache, locator: OrderLocator, session: Session): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const {isSignedOut: _isSignedOut, ...before} = await requireState(tx);
    const state = {...before, revision: before.revision + 1};
    const last = await tx.readNote('session');
    const isOtherEpoch = last !== undefined && last.epoch !== session.epoch;
    if (isOtherEpoch && Date.parse(session.serverTime) < Date.parse(last.serverTime)) return undefined;
    const known = await tx.readNote('settings');
    const isNewer = isOtherEpoch || session.settings.version > (known?.version ?? 0);
    if (isNewer) await tx.writeNote('settings', session.settings);
    await tx.writeNote('session', session);
    await tx.writeState(state);
    const entries = await tx.readAllEntries();
    const bases = new Map<string, Order | undefined>();
    await addBasesOf(tx, state, locator, entries, bases);
    return {revision: state.revision, parts: withEntries(bases, entries), outboxChanged: false, session, ...(isNewer ? {settings: session.settings} : {})};
  });
}
