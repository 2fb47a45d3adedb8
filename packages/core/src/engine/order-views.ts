import type {OrderParts} from '../cache/read-base.ts';
import {OrderIndex} from '../index/order-index.ts';
import type {Order} from '../order/order.ts';
import {markOf, type ReplayRules, viewOf} from '../outbox/outbox-view.ts';
import {DocumentCache} from './document-cache.ts';
import {OutboxMirror} from './outbox-mirror.ts';
import {Pace} from './pace.ts';

/** Documents kept in memory beside the columns. */
const DOCUMENTS_KEPT = 200;

/** What became different for whoever looks. */
export interface ViewChange {
  readonly orderIds: ReadonlySet<string>;
  readonly addedIds: ReadonlySet<string>;
}

/** Everything this tab shows without reading the device: columns of all orders, some documents, the outbox. */
export class OrderViews {
  index = new OrderIndex();
  readonly outbox = new OutboxMirror();
  readonly documents = new DocumentCache(DOCUMENTS_KEPT);

  /** Brings the view up to these parts, in slices that leave the page free. */
  async take(parts: ReadonlyMap<string, OrderParts>, rules: ReplayRules): Promise<ViewChange> {
    const pace = new Pace();
    const addedIds = new Set<string>();
    for (const [orderId, part] of parts) {
      const isNew = this.index.handleOf(orderId) === undefined;
      const view = this.#show(orderId, part, rules);
      if (isNew && view !== undefined) addedIds.add(orderId);
      await pace.breathe();
    }
    return {orderIds: new Set(parts.keys()), addedIds};
  }

  /** The document of one order, kept from now on. */
  keep(orderId: string, part: OrderParts, rules: ReplayRules): Order | undefined {
    const view = viewOf(part, rules);
    if (view !== undefined) this.documents.set(view);
    return view;
  }

  clear(): void {
    this.index = new OrderIndex();
    this.documents.clear();
    this.outbox.clear();
  }

  #show(orderId: string, part: OrderParts, rules: ReplayRules): Order | undefined {
    this.outbox.set(orderId, part.entries);
    const view = viewOf(part, rules);
    if (view === undefined) {
      this.documents.delete(orderId);
      if (this.index.handleOf(orderId) !== undefined) this.index.remove(orderId);
      return undefined;
    }
    this.index.upsert(view, markOf(part.entries));
    this.documents.refresh(view);
    return view;
  }
}
