import {type CacheChange, requireSignedIn} from '../cache/cache-change.ts';
import type {CacheState, EntryRecord} from '../cache/cache-records.ts';
import type {CacheWriter, OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {readBases, withEntries} from '../cache/read-base.ts';
import {prepareTexts, removeBases, writeBases} from '../cache/write-base.ts';
import {isSettled} from '../outbox/outbox-view.ts';
import type {Order} from '../order/order.ts';
import type {ChangesPage} from '../ports/order-backend.ts';
import {asWaiting} from './start-full-read.ts';
import {sweepOldBase} from './sweep-old-base.ts';

/**
 * Stores one page of the feed: orders, cursor and the entries that thereby are done, in one transaction.
 *
 * A page that does not continue where this device stands (another tab was faster) is not applied: undefined.
 */
export async function applyFeedPage(cache: OrderCache, locator: OrderLocator, page: ChangesPage, after: string | null): Promise<CacheChange | undefined> {
  const texts = cache.lasting ? await prepareTexts(page.orders) : undefined;
  return cache.write(async (tx) => {
    const before = await requireSignedIn(tx);
    if (before.cursor !== after) return undefined;
    const moved: CacheState = {...before, revision: before.revision + 1, cursor: page.cursor};
    const written = await writeBases(tx, moved, locator, page.orders, texts);
    let {state} = written;
    const bases = new Map<string, Order | undefined>(written.taken.map((order) => [order.id, order]));
    await removeBases(tx, state, page.removed);
    for (const orderId of page.removed) bases.set(orderId, undefined);
    const endsFullRead = !page.hasMore && state.fullReadSince !== null;
    if (endsFullRead) {
      const swept = await sweepOldBase(tx, state, locator);
      state = swept.state;
      for (const orderId of swept.removed) bases.set(orderId, undefined);
    }
    const known = await tx.readNote('settings');
    const settings = page.settings !== undefined && page.settings.version > (known?.version ?? 0) ? page.settings : undefined;
    if (settings !== undefined) await tx.writeNote('settings', settings);
    // New settings show every entry anew; the end of a full read tells which of them the base contains.
    const isAboutAll = settings !== undefined || endsFullRead;
    const entries = isAboutAll ? await tx.readAllEntries() : await tx.readEntriesOf([...bases.keys()]);
    if (isAboutAll) await addBasesOf(tx, state, locator, entries, bases);
    const gone = new Set(page.removed);
    const isGone = (entry: EntryRecord): boolean => entry.state === 'acknowledged' && gone.has(entry.orderId);
    // While everything is read anew there is no cursor that could tell of another restore: what was acknowledged may be
    // of a history that is lost, even where a later command of this device is in the base. It is asked again at the end.
    const isDone = (entry: EntryRecord): boolean => before.fullReadSince === null && (isSettled(entry, bases.get(entry.orderId)) || isGone(entry));
    const doubted = endsFullRead ? entries.filter((entry) => entry.state === 'acknowledged' && !isDone(entry)) : [];
    const left = entries.filter((entry) => !isDone(entry)).map((entry) => (endsFullRead && entry.state === 'acknowledged' ? asWaiting(entry) : entry));
    await tx.writeEntries(doubted.map(asWaiting));
    await tx.deleteEntries(entries.filter(isDone).map(({id}) => id));
    await tx.writeState(state);
    return {revision: state.revision, parts: withEntries(bases, left), outboxChanged: left.length < entries.length || doubted.length > 0, ...(settings === undefined ? {} : {settings})};
  });
}

/** New settings rule every replay: the orders with entries are seen anew. */
export async function addBasesOf(tx: CacheWriter, state: CacheState, locator: OrderLocator, entries: readonly EntryRecord[], bases: Map<string, Order | undefined>): Promise<void> {
  const missing = [...new Set(entries.map(({orderId}) => orderId))].filter((orderId) => !bases.has(orderId));
  for (const [orderId, base] of await readBases(tx, state, locator, missing)) bases.set(orderId, base);
}
