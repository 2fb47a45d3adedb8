import {parseQuery, type Money} from '@packline/core';
import type {OrderEngine} from '@packline/core/engine';

const IN_REVIEW = parseQuery('payment:in_review');
/** Oldest first: who waited longest is served first. */
const SORT = {field: 'placedAt', descending: false} as const;

/** One order of the queue. `result` is what happened to it while this queue was open. */
export interface QueueItem {
  readonly orderId: string;
  readonly number: string;
  readonly total: Money;
  readonly result: 'accepted' | 'denied' | undefined;
}

/**
 * The orders whose receipt waits, in a row that does not jump: what was decided stays where it was with its result,
 * new uploads are added at the end.
 */
export class ReviewQueue {
  #items: QueueItem[] = [];

  get items(): readonly QueueItem[] {
    return this.#items;
  }

  /** How many still wait. */
  get waiting(): number {
    return this.#items.filter((item) => item.result === undefined).length;
  }

  clear(): void {
    this.#items = [];
  }

  /** Takes in what the index says now; `keep` stays although it does not wait (it is looked at). */
  refresh(engine: OrderEngine, keep: string | undefined): void {
    if (!IN_REVIEW.ok) return;
    const {rows} = engine.query({query: IN_REVIEW.query, sort: SORT});
    const waiting = new Map<string, QueueItem>();
    for (const handle of rows) {
      const {id, number, total} = engine.row(handle);
      waiting.set(id, {orderId: id, number, total, result: undefined});
    }
    const known = this.#items.flatMap((item) => {
      const fresh = waiting.get(item.orderId);
      waiting.delete(item.orderId);
      if (fresh !== undefined) return fresh; // denied and uploaded again: it waits once more
      return item.result !== undefined || item.orderId === keep ? item : [];
    });
    this.#items = [...known, ...waiting.values()];
  }

  decided(orderId: string, result: 'accepted' | 'denied'): void {
    this.#items = this.#items.map((item) => (item.orderId === orderId ? {...item, result} : item));
  }

  indexOf(orderId: string | undefined): number {
    return this.#items.findIndex((item) => item.orderId === orderId);
  }

  /** The next one that waits after `orderId`, round the end; undefined when none does. */
  nextAfter(orderId: string | undefined): string | undefined {
    const at = this.indexOf(orderId);
    const order = [...this.#items.slice(at + 1), ...this.#items.slice(0, Math.max(0, at))];
    return order.find((item) => item.result === undefined)?.orderId;
  }

  /** The neighbour in the row, whatever its result. */
  step(orderId: string | undefined, by: number): string | undefined {
    const at = this.indexOf(orderId);
    return this.#items[Math.max(0, Math.min(this.#items.length - 1, at + by))]?.orderId;
  }
}
