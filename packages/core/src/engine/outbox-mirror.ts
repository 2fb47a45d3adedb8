import type {EntryRecord} from '../cache/cache-records.ts';

/** The outbox as this tab last saw it, for counting and showing without reading the device. */
export class OutboxMirror {
  readonly #byOrder = new Map<string, readonly EntryRecord[]>();
  #waiting = 0;
  #refused = 0;
  #all = 0;

  get waitingCount(): number {
    return this.#waiting;
  }

  get refusedCount(): number {
    return this.#refused;
  }

  get count(): number {
    return this.#all;
  }

  entriesOf(orderId: string): readonly EntryRecord[] {
    return this.#byOrder.get(orderId) ?? [];
  }

  orderIds(): string[] {
    return [...this.#byOrder.keys()];
  }

  set(orderId: string, entries: readonly EntryRecord[]): void {
    this.#count(this.entriesOf(orderId), -1);
    this.#count(entries, 1);
    if (entries.length > 0) this.#byOrder.set(orderId, entries);
    else this.#byOrder.delete(orderId);
  }

  /** Oldest first. */
  list(): EntryRecord[] {
    return [...this.#byOrder.values()].flat().sort((left, right) => left.place - right.place);
  }

  clear(): void {
    for (const orderId of this.orderIds()) this.set(orderId, []);
  }

  #count(entries: readonly EntryRecord[], sign: 1 | -1): void {
    this.#all += sign * entries.length;
    for (const {state} of entries) {
      if (state === 'waiting') this.#waiting += sign;
      if (state === 'refused') this.#refused += sign;
    }
  }
}
