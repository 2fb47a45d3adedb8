import {DEFAULT_SETTINGS, type CommandBody, type Order, type Refusal} from '@packline/core';
import type {DispatchAnswer, EngineChange, OrderEngine} from '@packline/core/engine';

const NOTHING: EngineChange = {orderIds: new Set(), addedIds: new Set(), statusChanged: false, outboxChanged: false, jobsChanged: false, settingsChanged: false};

/** The part of an engine that lookup and requests use, with what was asked of it written down. It decides nothing. */
export class RecordingEngine {
  readonly dispatched: [orderId: string, body: CommandBody][] = [];
  readonly dismissed: string[] = [];
  readonly orders = new Map<string, Order>();
  settings = {...DEFAULT_SETTINGS, timeZone: 'Asia/Hong_Kong'};
  ready = Promise.resolve();
  refusal: Refusal | undefined;
  error: Error | undefined;
  closed = 0;
  listeners = new Set<(change: EngineChange) => void>();

  /** As the widgets see it. */
  get asEngine(): OrderEngine {
    return this as unknown as OrderEngine;
  }

  subscribe(listener: (change: EngineChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  change(change: Partial<EngineChange>): void {
    for (const listener of this.listeners) listener({...NOTHING, ...change});
  }

  async dispatch(orderId: string, body: CommandBody): Promise<DispatchAnswer> {
    this.dispatched.push([orderId, body]);
    if (this.error !== undefined) throw this.error;
    if (this.refusal !== undefined) return {ok: false, refusal: this.refusal};
    return {ok: true, commandId: 'c1', order: {id: orderId} as Order};
  }

  async readOrder(orderId: string): Promise<Order | undefined> {
    return this.orders.get(orderId);
  }

  async dismissRefusal(entryId: string): Promise<void> {
    this.dismissed.push(entryId);
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
