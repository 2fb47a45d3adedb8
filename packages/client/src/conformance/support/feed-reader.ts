import type {ChangesPage, FeedScope, Order, Settings} from '@packline/core';
import {changesPageSchema} from '../../contract/changes.ts';
import type {Answer, Ask, Question} from './ask.ts';
import {expectJson} from './expect.ts';
import {expectThat, notOffered, show} from './nonconformity.ts';

/** How a reader reads. */
export interface FeedReaderOptions {
  /** Orders on a page; left out: what the backend likes. */
  readonly limit?: number;
  readonly scope?: FeedScope;
  /** Where it begins; left out: at the beginning. */
  readonly cursor?: string | undefined;
  readonly token?: string;
}

/** Milliseconds for reading a store to its end before any check; a store that takes longer is too full to check with. */
const MOST_READING_MS = 90_000;

/** Asks for one page. */
export function askPage(ask: Ask, {limit, scope, cursor, token}: FeedReaderOptions): Promise<Answer> {
  const query: Record<string, string> = {...(cursor === undefined ? {} : {after: cursor}), ...(limit === undefined ? {} : {limit: String(limit)}), ...(scope === undefined ? {} : {scope})};
  const question: Question = {query, ...(token === undefined ? {} : {token})};
  return ask('GET', '/v1/changes', question);
}

/** Reads the feed as a device does: applies page after page, keeps the last cursor, never looks back. */
export class FeedReader {
  readonly #ask: Ask;
  readonly options: FeedReaderOptions;
  /** The newest it was told of each order. */
  readonly orders = new Map<string, Order>();
  readonly removed = new Set<string>();
  settings: Settings | undefined;
  cursor: string | undefined;

  constructor(ask: Ask, options: FeedReaderOptions = {}) {
    this.#ask = ask;
    this.options = options;
    this.cursor = options.cursor;
  }

  /** @throws Nonconformity for a page that is none, is longer than asked for, or has an older version than one before. */
  async readPage(): Promise<ChangesPage> {
    const answer = await askPage(this.#ask, {...this.options, cursor: this.cursor});
    const page = expectJson(answer, changesPageSchema, 'a page of the feed');
    const {limit} = this.options;
    const {sent} = answer;
    expectThat(limit === undefined || page.orders.length <= limit, {sent, expected: `at most ${limit} orders on the page`, came: `${page.orders.length}`});
    expectThat(/^[A-Za-z0-9._~-]+$/.test(page.cursor), {sent, expected: 'a cursor that can stand in an address as it is', came: show(page.cursor)});
    for (const order of page.orders) {
      const known = this.orders.get(order.id);
      expectThat(known === undefined || known.version <= order.version, {sent, expected: `order ${order.id} at version ${known?.version} or newer, as it was on an earlier page`, came: `version ${order.version}`});
      this.orders.set(order.id, order);
      this.removed.delete(order.id);
    }
    for (const id of page.removed) {
      this.removed.add(id);
      this.orders.delete(id);
    }
    this.settings = page.settings ?? this.settings;
    this.cursor = page.cursor;
    return page;
  }

  /** Reads until a page says that there is no more. */
  async readToEnd(untilMs = Infinity): Promise<boolean> {
    for (;;) {
      const {hasMore} = await this.readPage();
      if (!hasMore) return true;
      if (Date.now() > untilMs) return false;
    }
  }
}

/** Where the feed ends as a run begins, by scope: what is read from there on is what changed since. */
export class FeedHeads {
  readonly #ask: Ask;
  readonly #heads = new Map<FeedScope, Promise<string>>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** @throws NotOffered when the store is too full to be read through. */
  async of(scope: FeedScope = 'all'): Promise<string> {
    const known = this.#heads.get(scope);
    const reading = this.#readOn(scope, known === undefined ? undefined : await known);
    this.#heads.set(scope, reading);
    return reading;
  }

  async #readOn(scope: FeedScope, cursor: string | undefined): Promise<string> {
    const reader = new FeedReader(this.#ask, {limit: 1000, cursor, ...(scope === 'all' ? {} : {scope})});
    const atEnd = await reader.readToEnd(Date.now() + MOST_READING_MS);
    if (!atEnd || reader.cursor === undefined) notOffered(`the feed of this store could not be read through in ${MOST_READING_MS / 1000} seconds; try a smaller one`);
    return reader.cursor;
  }
}
