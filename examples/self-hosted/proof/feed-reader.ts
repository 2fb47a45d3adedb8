import {isBackendError, type FeedScope, type Order, type OrderBackend} from '@packline/core';
import type {Dice} from '../../../packages/core/simulation/world/dice.ts';

/** How one reader goes about it. */
export interface ReaderWays {
  readonly name: string;
  /** One is taken for each stretch of reading; the cursor goes along. */
  readonly backends: readonly OrderBackend[];
  readonly scope: FeedScope;
  readonly mostPerPage: number;
  /** Milliseconds at most until it is dropped in the middle of whatever it does; undefined: never. */
  readonly droppedAfterMs?: number;
}

/** Milliseconds at most that a dropped reader stays away. */
const MOST_AWAY_MS = 400;

/** Times as long as planned that a line lives at most. */
const LONGEST = 30;

/** Keeps a copy of all orders, as a desk does: reads on when the stream says so, and never looks by itself. */
export class FeedReader {
  readonly replica = new Map<string, Order>();
  readonly name: string;
  pages = 0;
  wakes = 0;
  drops = 0;
  /** Orders that came with an older version than the reader had. */
  backwards = 0;
  readonly #ways: ReaderWays;
  readonly #dice: Dice;
  readonly #stop = new AbortController();
  #cursor: string | null = null;
  /** On a busy machine a line has to live longer for anything to come over it. */
  #longer = 1;
  #isLeftAlone = false;

  constructor(ways: ReaderWays, dice: Dice) {
    this.name = ways.name;
    this.#ways = ways;
    this.#dice = dice;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** From now on it is not dropped any more, so that it can come to the end. */
  leaveAlone(): void {
    this.#isLeftAlone = true;
  }

  /** Reads until it is stopped; rejects when it is answered with what cannot be. */
  async run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const line = new AbortController();
      const {droppedAfterMs} = this.#ways;
      const drop = (): void => (this.#isLeftAlone ? undefined : line.abort());
      const timer = droppedAfterMs === undefined ? undefined : setTimeout(drop, this.#dice.between(1, droppedAfterMs) * this.#longer);
      const pagesBefore = this.pages;
      const signal = AbortSignal.any([this.#stop.signal, line.signal]);
      try {
        await this.#follow(this.#dice.of(this.#ways.backends), signal);
      } catch (error) {
        if (!signal.aborted && !(isBackendError(error) && error.retriable)) throw error;
      } finally {
        clearTimeout(timer);
        line.abort();
      }
      if (this.#stop.signal.aborted) return;
      this.drops += 1;
      this.#longer = this.pages > pagesBefore ? 1 : Math.min(LONGEST, this.#longer * 1.3);
      await new Promise((resolve) => setTimeout(resolve, this.#dice.between(0, MOST_AWAY_MS)));
    }
  }

  /** Reads to the end and listens from there, until the line breaks. */
  async #follow(backend: OrderBackend | undefined, signal: AbortSignal): Promise<void> {
    if (backend === undefined) throw new Error('A reader needs a server.');
    let isTold = true;
    let wake = (): void => {};
    const listening = backend.listen({
      onWake: () => {
        this.wakes += 1;
        isTold = true;
        wake();
      },
      signal,
    });
    const ended = listening.then(() => false);
    // Told to whoever waits for it; a line that breaks while pages are read is noticed there.
    ended.catch(() => {});
    for (let isOpen = true; isOpen && !signal.aborted; ) {
      if (isTold) {
        isTold = false;
        await this.#readOn(backend, signal);
      } else {
        isOpen = await Promise.race([ended, new Promise<boolean>((resolve) => (wake = () => resolve(true)))]);
      }
    }
  }

  async #readOn(backend: OrderBackend, signal: AbortSignal): Promise<void> {
    for (let hasMore = true; hasMore; ) {
      const page = await backend.readChanges({after: this.#cursor, scope: this.#ways.scope, limit: 1 + this.#dice.below(this.#ways.mostPerPage), signal});
      for (const order of page.orders) {
        if (order.version < (this.replica.get(order.id)?.version ?? 0)) this.backwards += 1;
        this.replica.set(order.id, order);
      }
      for (const id of page.removed) this.replica.delete(id);
      this.#cursor = page.cursor;
      this.pages += 1;
      hasMore = page.hasMore;
    }
  }
}
