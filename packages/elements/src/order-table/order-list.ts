import {DEFAULT_SORT, EMPTY_QUERY, type OrderQuery, type OrderRow, type OrderSort} from '@packline/core';
import type {EngineChange, OrderEngine} from '@packline/core/engine';

const NO_ROWS = new Uint32Array(0);

/** Asking the index again at most this often while orders pour in; what is in view is repainted every time. */
const REQUERY_EVERY_MS = 200;
/** How long a row that came by itself stays tinted. */
const FRESH_MS = 2400;

/** What the list tells its element. */
export interface OrderListHost {
  /** Rows may not move now: the list is scrolled, something is selected, or a menu is open. */
  isBusy(): boolean;
  /** Other rows, or in another order. */
  rowsChanged(): void;
  /** The same rows, some with other data: those of these orders, or any. */
  dataChanged(orderIds: ReadonlySet<string> | 'all'): void;
  /** Counts, pill or chrome. */
  chromeChanged(): void;
}

/**
 * The rows of a query, kept up to date without moving under the hand: while the host is busy, new rows wait behind a
 * pill and changed ones are redrawn where they stand.
 */
export class OrderList {
  rows: Uint32Array = NO_ROWS;
  query: OrderQuery = EMPTY_QUERY;
  sort: OrderSort = DEFAULT_SORT;
  /** Orders that came while the rows had to stay. */
  waiting = 0;
  readonly #host: OrderListHost;
  #engine: OrderEngine | undefined;
  /** Nothing is looked for before it is known what. */
  #isAsked = false;
  #isStale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastQueryAt = 0;
  readonly #waitingIds = new Set<string>();
  readonly #fresh = new Map<string, number>();

  constructor(host: OrderListHost) {
    this.#host = host;
  }

  get count(): number {
    return this.rows.length;
  }

  connect(engine: OrderEngine | undefined): void {
    this.#engine = engine;
    if (this.#isAsked) this.refresh();
  }

  /** Whether the rows are of this engine: those of one that was closed cannot be read any more. */
  isOf(engine: OrderEngine | undefined): boolean {
    return engine === this.#engine;
  }

  disconnect(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  show(query: OrderQuery, sort: OrderSort): void {
    this.query = query;
    this.sort = sort;
    this.#isAsked = true;
    this.refresh();
  }

  rowAt(index: number): {handle: number; row: OrderRow} {
    const handle = this.rows[index] ?? 0;
    return {handle, row: (this.#engine as OrderEngine).row(handle)};
  }

  isFresh(orderId: string): boolean {
    return this.#fresh.has(orderId);
  }

  /** Asks the index and shows its answer, whatever the host is doing. */
  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isStale = false;
    this.#lastQueryAt = performance.now();
    this.rows = this.#engine?.query({query: this.query, sort: this.sort}).rows ?? NO_ROWS;
    if (this.waiting > 0) this.#host.chromeChanged();
    this.waiting = 0;
    this.#waitingIds.clear();
    this.#host.rowsChanged();
  }

  /** The host has become idle: what waited may come in. */
  settle(): void {
    if (this.#isStale && this.#timer === undefined && !this.#host.isBusy()) this.#schedule();
  }

  hear({orderIds, addedIds}: EngineChange): void {
    if (orderIds === 'all') return this.refresh(); // other orders altogether: the old rows say nothing any more
    if (orderIds.size === 0) return;
    this.#isStale = true;
    for (const id of addedIds) this.#waitingIds.add(id);
    this.#host.dataChanged(orderIds);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, REQUERY_EVERY_MS - (performance.now() - this.#lastQueryAt));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#catchUp();
    }, wait);
  }

  #catchUp(): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    const added = [...this.#waitingIds];
    if (!this.#host.isBusy() || this.rows.length === 0) {
      const before = this.rows.length;
      this.refresh();
      if (before > 0) this.#tint(added);
      return;
    }
    this.#lastQueryAt = performance.now();
    const {rows} = engine.query({query: this.query, sort: this.sort});
    const isShown = new Set(rows);
    const waiting = added.filter((id) => isShown.has(engine.handleOf(id) ?? -1)).length;
    if (waiting !== this.waiting) {
      this.waiting = waiting;
      this.#host.chromeChanged();
    }
  }

  #tint(orderIds: readonly string[]): void {
    if (orderIds.length === 0 || orderIds.length > 50) return;
    const until = performance.now() + FRESH_MS;
    for (const id of orderIds) this.#fresh.set(id, until);
    this.#host.dataChanged(new Set(orderIds));
    setTimeout(() => {
      const now = performance.now();
      for (const [id, end] of this.#fresh) if (end <= now + 5) this.#fresh.delete(id);
      this.#host.dataChanged(new Set(orderIds));
    }, FRESH_MS);
  }
}
