import type {Order} from '../order/order.ts';
import {toNeedle} from '../query/needle.ts';
import type {OrderQuery, OrderSort} from '../query/order-query.ts';
import {EngineError} from '../shared/engine-error.ts';
import {clearBit, countBits, hasBit, setBit, wordsFor, type Bitmap} from './bitmap.ts';
import {columnTest, isListTerm, keepIn, keepWhere, wantedFacets} from './column-filters.ts';
import {IdTable, type SavedIds} from './id-table.ts';
import {OrderColumns, type SavedColumns} from './order-columns.ts';
import type {OrderRow, RowMark} from './order-row.ts';
import {OrderTexts, type SavedOrderTexts} from './order-texts.ts';
import {SortOrders, type SavedOrders} from './sort-orders.ts';
import {suggestQueries} from './suggest.ts';
import {TextSearch} from './text-search.ts';
import {toOrderRow} from './to-order-row.ts';
import {grown} from './typed-columns.ts';
import {Vocabulary} from './vocabulary.ts';

const SAVED_VERSION = 2;
/** Orders whose names are read for the vocabulary in one step. */
const NAMES_IN_A_STEP = 1024;

/** An {@link OrderIndex} as it is kept on the device: array buffers, long strings and short lists; structured-clonable. */
export interface SavedIndex {
  readonly version: number;
  readonly columns: SavedColumns;
  readonly texts: SavedOrderTexts;
  readonly orders: SavedOrders;
  readonly ids: SavedIds;
}

/** What {@link OrderIndex.query} is asked. */
export interface IndexQuery {
  readonly query: OrderQuery;
  readonly sort: OrderSort;
}

/**
 * All orders of a device in memory, column by column: what a list paints, filters, sorts and searches, without their
 * documents. An order has a *handle*, a small whole number that stays the same while the page lives, also when the
 * order is removed and comes back.
 *
 * Answers are right at every moment. `maintain()` only makes them faster: until it has run, words are found by reading
 * and a sort order is made when first asked for.
 *
 * @example
 * const index = new OrderIndex();
 * index.upsert(order);
 * const handles = index.query({query: EMPTY_QUERY, sort: DEFAULT_SORT}, settings.timeZone);
 * const rows = Array.from(handles.subarray(0, 30), (handle) => index.row(handle));
 */
export class OrderIndex {
  readonly #columns: OrderColumns;
  readonly #texts: OrderTexts;
  readonly #ids: IdTable;
  readonly #orders: SortOrders;
  readonly #search: TextSearch;
  readonly #vocabulary = new Vocabulary();
  #namesRead = 0;
  #productsRead = 0;
  #live: Bitmap;
  #size: number;
  /** Orders in the index per facet. */
  #facetCounts = new Uint32Array(0);

  constructor(saved?: SavedIndex) {
    this.#columns = saved ? OrderColumns.load(saved.columns) : new OrderColumns();
    this.#texts = saved ? OrderTexts.load(saved.texts) : new OrderTexts();
    this.#ids = new IdTable((handle) => this.#columns.texts.id.get(handle), saved?.ids);
    this.#orders = new SortOrders(this.#columns, saved?.orders);
    this.#search = new TextSearch(this.#texts, this.#columns.count);
    this.#size = this.#columns.count;
    this.#live = new Uint32Array(wordsFor(this.#size));
    for (let handle = 0; handle < this.#size; handle += 1) {
      setBit(this.#live, handle);
      this.#countFacet(handle, 1);
    }
  }

  /** Orders in the index. */
  get size(): number {
    return this.#size;
  }

  /** Adds an order or replaces what is known of it. Answers its handle. */
  upsert(order: Order, mark: RowMark = 'synced'): number {
    const known = this.#ids.find(order.id);
    const handle = known < 0 ? this.#columns.count : known;
    if (known < 0) this.#live = grown(this.#live, wordsFor(handle + 1));
    else if (hasBit(this.#live, handle)) this.#countFacet(handle, -1);
    const moved = this.#columns.write(handle, toOrderRow(order, mark), order);
    this.#countFacet(handle, 1);
    if (known < 0) this.#ids.add(order.id, handle);
    for (const field of moved) this.#orders.touch(handle, field);
    if (this.#texts.write(handle, order) || known < 0) {
      this.#search.touch(handle);
      if (handle < this.#namesRead) this.#texts.forEachName(handle, (name) => this.#vocabulary.add(name));
    }
    if (!hasBit(this.#live, handle)) {
      setBit(this.#live, handle);
      this.#size += 1;
    }
    return handle;
  }

  #countFacet(handle: number, change: 1 | -1): void {
    const facet = this.#columns.numbers.facet[handle] as number;
    if (facet >= this.#facetCounts.length) this.#facetCounts = grown(this.#facetCounts, facet + 1);
    this.#facetCounts[facet] = (this.#facetCounts[facet] as number) + change;
  }

  /** {@link upsert} for many. */
  upsertMany(orders: Iterable<Order>, mark: RowMark = 'synced'): void {
    for (const order of orders) this.upsert(order, mark);
  }

  /** Takes an order out. Answers whether it was in. */
  remove(orderId: string): boolean {
    const handle = this.handleOf(orderId);
    if (handle === undefined) return false;
    clearBit(this.#live, handle);
    this.#countFacet(handle, -1);
    this.#size -= 1;
    return true;
  }

  /** Changes only the mark of an order. Answers whether the order is in the index. */
  setMark(orderId: string, mark: RowMark): boolean {
    const handle = this.handleOf(orderId);
    if (handle !== undefined) this.#columns.writeMark(handle, mark);
    return handle !== undefined;
  }

  /** The handle of an order, or undefined when it is not in the index. */
  handleOf(orderId: string): number | undefined {
    const handle = this.#ids.find(orderId);
    return handle >= 0 && hasBit(this.#live, handle) ? handle : undefined;
  }

  /**
   * What a list paints for a handle. The row of a removed order is its last one.
   * @throws EngineError `index/no-such-handle` for a number that was never given out.
   */
  row(handle: number): OrderRow {
    if (!(handle >= 0 && handle < this.#columns.count)) throw new EngineError('index/no-such-handle', `${handle} is not a row of this index: take handles from query() or handleOf().`);
    return this.#columns.read(handle);
  }

  /** The ids of all orders in the index. */
  ids(): string[] {
    const ids: string[] = [];
    for (let handle = 0; handle < this.#columns.count; handle += 1) if (hasBit(this.#live, handle)) ids.push(this.idOf(handle));
    return ids;
  }

  /** The id of a handle, cheaper than its row. */
  idOf(handle: number): string {
    return this.#columns.texts.id.get(handle);
  }

  /**
   * Handles of all orders that match, sorted.
   * @param timeZone the shop's, for days in the query
   */
  query({query, sort}: IndexQuery, timeZone: string): Uint32Array {
    const matches = this.#matches(query, timeZone);
    const sorted = this.#orders.read(sort.field);
    const found = new Uint32Array(countBits(matches));
    let next = sort.descending ? found.length - 1 : 0;
    const step = sort.descending ? -1 : 1;
    for (let index = 0; index < sorted.length; index += 1) {
      const handle = sorted[index] as number;
      if (!hasBit(matches, handle)) continue;
      found[next] = handle;
      next += step;
    }
    return found;
  }

  /**
   * How many orders match. Conditions on statuses and small facts alone are counted without looking at the orders.
   * @param timeZone the shop's, for days in the query
   */
  count(query: OrderQuery, timeZone: string): number {
    if (!query.terms.every(isListTerm)) return countBits(this.#matches(query, timeZone));
    const wanted = wantedFacets(query.terms, this.#columns.facets);
    if (wanted === undefined) return this.#size;
    let count = 0;
    for (let facet = 0; facet < wanted.length; facet += 1) if (wanted[facet] === 1) count += this.#facetCounts[facet] as number;
    return count;
  }

  #matches(query: OrderQuery, timeZone: string): Bitmap {
    const columns = this.#columns;
    const matches = this.#live.slice(0, wordsFor(columns.count));
    // What is cheap for many orders comes first: words are sets already, the others look at every order that is left.
    for (const term of query.terms) {
      const needle = term.kind === 'text' ? toNeedle(term.field, term.text) : undefined;
      if (needle !== undefined) keepIn(matches, this.#search.find(needle), !term.negated);
    }
    const wanted = wantedFacets(query.terms, columns.facets);
    if (wanted !== undefined) {
      const {facet} = columns.numbers;
      keepWhere(matches, (handle) => wanted[facet[handle] as number] === 1, true);
    }
    for (const term of query.terms) {
      if (term.kind === 'text' || isListTerm(term)) continue;
      const test = columnTest(term, columns, timeZone);
      if (test !== undefined) keepWhere(matches, test, !term.negated);
    }
    return matches;
  }

  /**
   * Texts for a search that found nothing: what may have been meant, each finding something.
   * @example
   * index.suggest(parsed.query, timeZone) //=> ['christmas bag']
   */
  suggest(query: OrderQuery, timeZone: string): string[] {
    while (this.#readNames()) {
      // Until all names are read.
    }
    return suggestQueries(query, this.#vocabulary, (guess) => this.count(guess, timeZone));
  }

  /** Reads some more words of names and products; false when all are read. */
  #readNames(): boolean {
    const {dictionary} = this.#texts;
    const end = Math.min(this.#columns.count, this.#namesRead + NAMES_IN_A_STEP);
    const productsEnd = Math.min(dictionary.size, this.#productsRead + NAMES_IN_A_STEP);
    if (end === this.#namesRead && productsEnd === this.#productsRead) return false;
    for (; this.#productsRead < productsEnd; this.#productsRead += 1) {
      const field = dictionary.field(this.#productsRead);
      if (field === 'product' || field === 'tag') this.#vocabulary.add(dictionary.folded(this.#productsRead));
    }
    for (; this.#namesRead < end; this.#namesRead += 1) this.#texts.forEachName(this.#namesRead, (name) => this.#vocabulary.add(name));
    return true;
  }

  /**
   * Does waiting work that makes later answers fast, for at most about `budgetMs` milliseconds. Call it when there is
   * time, after opening and after changes.
   * @returns whether there is more to do
   */
  maintain(budgetMs: number, now?: () => number): boolean {
    return workFor(budgetMs, () => this.#search.buildNext() || this.#orders.prepare() || this.#readNames() || this.#texts.tidy(), now);
  }

  /**
   * {@link maintain}, and what else makes the copy that {@link save} answers a good one: sort orders in which every
   * order has its place.
   */
  settle(budgetMs: number, now?: () => number): boolean {
    return this.maintain(budgetMs, now) || workFor(budgetMs, () => this.#orders.settle(), now);
  }

  /** A copy to keep on the device. Removed orders are left out, so handles change when it is loaded. */
  save(): SavedIndex {
    const columns = this.#columns;
    if (this.#size === columns.count) return savedOf(columns, this.#texts, this.#ids, this.#orders.save());
    const place = new Int32Array(columns.count).fill(-1);
    const handles: number[] = [];
    for (let handle = 0; handle < columns.count; handle += 1) if (hasBit(this.#live, handle)) place[handle] = handles.push(handle) - 1;
    const left = columns.gather(handles);
    const ids = new IdTable((handle) => left.texts.id.get(handle));
    for (let handle = 0; handle < left.count; handle += 1) ids.add(left.texts.id.get(handle), handle);
    return savedOf(left, this.#texts.gather(handles), ids, this.#orders.save(place));
  }

  /**
   * The index that {@link save} wrote.
   * @throws EngineError `index/other-version` when another version of this library wrote it: build it anew then.
   */
  static load(saved: SavedIndex): OrderIndex {
    if (saved.version !== SAVED_VERSION) throw new EngineError('index/other-version', `A saved index of version ${saved.version} cannot be read by this version of the library.`);
    return new OrderIndex(saved);
  }
}

/** Goes on step by step for about `budgetMs`; answers whether there is more to do. */
function workFor(budgetMs: number, step: () => boolean, now = (): number => performance.now()): boolean {
  let time = now();
  const end = time + budgetMs;
  for (;;) {
    if (!step()) return false;
    const before = time;
    time = now();
    // Another step is likely to take as long as this one did.
    if (time + (time - before) > end) return true;
  }
}

function savedOf(columns: OrderColumns, texts: OrderTexts, ids: IdTable, orders: SavedOrders): SavedIndex {
  return {version: SAVED_VERSION, columns: columns.save(), texts: texts.save(columns.count), orders, ids: ids.save()};
}
