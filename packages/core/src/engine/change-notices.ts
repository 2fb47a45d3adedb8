import type {EngineChange} from './order-engine.ts';
import {yieldToPage} from './pace.ts';

/** News for {@link ChangeNotices}; what is left out did not change. */
export interface News {
  readonly orderIds?: ReadonlySet<string> | 'all';
  readonly addedIds?: ReadonlySet<string>;
  readonly status?: boolean;
  readonly outbox?: boolean;
  readonly jobs?: boolean;
  readonly settings?: boolean;
}

/** Gathers what changed and tells it once per task, never inside the call that caused it. */
export class ChangeNotices {
  readonly #listeners = new Set<(change: EngineChange) => void>();
  readonly #onError: (error: unknown) => void;
  #gathered: {orderIds: Set<string> | 'all'; addedIds: Set<string>; statusChanged: boolean; outboxChanged: boolean; jobsChanged: boolean; settingsChanged: boolean} | undefined;

  /** @param onError hears what a listener threw; the other listeners are still told. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  subscribe(listener: (change: EngineChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(news: News): void {
    const isFirst = this.#gathered === undefined;
    const gathered = (this.#gathered ??= {orderIds: new Set(), addedIds: new Set(), statusChanged: false, outboxChanged: false, jobsChanged: false, settingsChanged: false});
    if (news.orderIds === 'all') gathered.orderIds = 'all';
    else if (gathered.orderIds !== 'all') for (const id of news.orderIds ?? []) gathered.orderIds.add(id);
    for (const id of news.addedIds ?? []) gathered.addedIds.add(id);
    gathered.statusChanged ||= news.status ?? false;
    gathered.outboxChanged ||= news.outbox ?? false;
    gathered.jobsChanged ||= news.jobs ?? false;
    gathered.settingsChanged ||= news.settings ?? false;
    if (isFirst) void yieldToPage().then(() => this.#tell(gathered));
  }

  #tell(change: EngineChange): void {
    this.#gathered = undefined;
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
