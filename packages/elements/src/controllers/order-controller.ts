import type {Order} from '@packline/core';
import type {EngineChange, OrderEngine} from '@packline/core/engine';
import {PacklineProblemEvent} from '../events/packline-problem.ts';
import type {EngineHost, EngineListener} from './engine-host.ts';

/**
 * Keeps one whole order up to date for a widget.
 * @example
 * readonly #order = new OrderController(this, () => this.orderId);
 * // in render(): this.#order.order, this.#order.state
 */
export class OrderController implements EngineListener {
  order: Order | undefined;
  /** none: no id or no engine · reading · ready · missing: this device does not have it. */
  state: 'none' | 'reading' | 'ready' | 'missing' = 'none';
  readonly #host: EngineHost;
  readonly #readId: () => string | undefined;
  #engine: OrderEngine | undefined;
  #id: string | undefined;
  #turn = 0;

  /** @param readId Looked at before every update of the element. */
  constructor(host: EngineHost, readId: () => string | undefined) {
    this.#host = host;
    this.#readId = readId;
    host.addController(this);
    host.addEngineListener(this);
  }

  hostUpdate(): void {
    if (this.#readId() !== this.#id) this.#open();
  }

  engineConnected(engine: OrderEngine | undefined): void {
    this.#engine = engine;
    this.#open();
  }

  engineChanged({orderIds}: EngineChange): void {
    if (this.#id !== undefined && (orderIds === 'all' || orderIds.has(this.#id))) void this.#read();
  }

  /** An answer of `dispatch` holds the newest order; showing it at once saves a frame. */
  show(order: Order): void {
    if (order.id !== this.#id) return;
    this.#turn += 1;
    this.order = order;
    this.state = 'ready';
    this.#host.requestUpdate();
  }

  #open(): void {
    this.#id = this.#readId();
    this.order = undefined;
    this.state = this.#id === undefined || this.#engine === undefined ? 'none' : 'reading';
    if (this.state === 'reading') void this.#read();
  }

  async #read(): Promise<void> {
    const id = this.#id;
    const engine = this.#engine;
    if (id === undefined || engine === undefined) return;
    const turn = (this.#turn += 1);
    try {
      let order = await engine.readOrder(id);
      if (order === undefined) {
        await engine.ready; // the device is still being read: not missing yet
        order = await engine.readOrder(id);
      }
      if (turn !== this.#turn) return;
      this.order = order;
      this.state = order === undefined ? 'missing' : 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.state = 'missing';
      this.#host.dispatchEvent(new PacklineProblemEvent(error));
    }
    this.#host.requestUpdate();
  }
}
