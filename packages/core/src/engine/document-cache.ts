import type {Order} from '../order/order.ts';

/** The documents looked at last; the others are read from the device when they are asked for. */
export class DocumentCache {
  readonly #limit: number;
  readonly #documents = new Map<string, Order>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(orderId: string): Order | undefined {
    const order = this.#documents.get(orderId);
    if (order !== undefined) this.set(order);
    return order;
  }

  set(order: Order): void {
    this.#documents.delete(order.id);
    this.#documents.set(order.id, order);
    if (this.#documents.size <= this.#limit) return;
    const [oldest] = this.#documents.keys();
    if (oldest !== undefined) this.#documents.delete(oldest);
  }

  /** Replaces it where it is kept; never makes room for it. */
  refresh(order: Order): void {
    if (this.#documents.has(order.id)) this.#documents.set(order.id, order);
  }

  delete(orderId: string): void {
    this.#documents.delete(orderId);
  }

  clear(): void {
    this.#documents.clear();
  }
}
