import type {EngineChange, OrderEngine} from '@packline/core/engine';
import {PacklineProblemEvent} from '../events/packline-problem.ts';
import type {EngineHost, EngineListener} from './engine-host.ts';

/** A command that waits on this device, or was refused by the server. */
export type OutboxEntry = Awaited<ReturnType<OrderEngine['readOutbox']>>[number];

/** Keeps the outbox up to date for a widget: what waits, and what the server refused. */
export class OutboxController implements EngineListener {
  entries: readonly OutboxEntry[] = [];
  readonly #host: EngineHost;
  #engine: OrderEngine | undefined;
  #turn = 0;

  constructor(host: EngineHost) {
    this.#host = host;
    host.addEngineListener(this);
  }

  /** Refused entries, of one order or of all; oldest first. */
  refused(orderId?: string): readonly OutboxEntry[] {
    return this.entries.filter((entry) => entry.state === 'refused' && (orderId === undefined || entry.orderId === orderId));
  }

  /** Whether something about this order is not yet confirmed by the server. */
  isUnsent(orderId: string): boolean {
    return this.entries.some((entry) => entry.orderId === orderId && entry.state !== 'refused');
  }

  engineConnected(engine: OrderEngine | undefined): void {
    this.#engine = engine;
    this.entries = [];
    if (engine !== undefined) void this.#read();
  }

  engineChanged({outboxChanged}: EngineChange): void {
    if (outboxChanged) void this.#read();
  }

  async #read(): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const entries = (await this.#engine?.readOutbox()) ?? [];
      if (turn !== this.#turn) return;
      this.entries = entries;
      this.#host.requestUpdate();
    } catch (error) {
      this.#host.dispatchEvent(new PacklineProblemEvent(error));
    }
  }
}
