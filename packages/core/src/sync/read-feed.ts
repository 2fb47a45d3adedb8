import {isBackendError} from '../ports/backend-error.ts';
import type {ChangesPage, FeedScope, OrderBackend, Session} from '../ports/order-backend.ts';

/** What reading the feed needs of the replica. */
export interface FeedTarget {
  readState(): Promise<{readonly cursor: string | null}>;
  /** False when another tab had read on already. */
  applyPage(page: ChangesPage, after: string | null): Promise<boolean>;
}

export interface FeedReading {
  readonly signal: AbortSignal;
  readonly scope: FeedScope;
  /** A page was stored. */
  readonly onPage: (orders: number) => void;
  /** The backend calls this cursor void. */
  readonly onVoid: (cursor: string | null) => void;
}

/**
 * Most orders asked for at once. Parsing a page, storing it and telling the other tabs happen in one task each, so it is
 * these few hundred that decide how long the page may be busy; the next page is on its way meanwhile.
 */
const PAGE_ORDERS = 250;

/**
 * Reads the feed from where the device stands to its end. The next page is asked for while one is being stored.
 * @throws BackendError as `readChanges`.
 */
export async function readFeed(backend: OrderBackend, target: FeedTarget, session: Session, {signal, scope, onPage, onVoid}: FeedReading): Promise<void> {
  const limit = Math.min(PAGE_ORDERS, session.limits.changesPerPage);
  const read = (after: string | null): Promise<ChangesPage> => backend.readChanges({after, limit, signal, ...(scope === 'all' ? {} : {scope})});
  let {cursor} = await target.readState();
  let next = read(cursor);
  for (;;) {
    const page = await next.catch((error: unknown) => {
      if (isBackendError(error) && error.code === 'backend/cursor-gone') onVoid(cursor);
      throw error;
    });
    signal.throwIfAborted();
    const hasMore = page.hasMore;
    if (hasMore) {
      next = read(page.cursor);
      next.catch(() => {}); // heard at the top of the loop
    }
    const isApplied = await target.applyPage(page, cursor);
    if (isApplied) {
      cursor = page.cursor;
      onPage(page.orders.length);
      if (!hasMore) return;
      continue;
    }
    cursor = (await target.readState()).cursor;
    next = read(cursor);
  }
}
