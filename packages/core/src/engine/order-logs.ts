import type {LoggedEvent} from '../order/event.ts';
import {isBackendError, type BackendError} from '../ports/backend-error.ts';
import type {OrderBackend} from '../ports/order-backend.ts';

/** Logs kept in memory; the one that was not asked for longest leaves first. */
const LOGS_KEPT = 50;

/** A log as far as it could be read. */
export interface ReadLog {
  readonly logged: readonly LoggedEvent[];
  /** Why the backend could not be asked; what is there is from an earlier time. */
  readonly problem: BackendError | undefined;
}

/** The logs of the orders that were looked at, from the backend; they are not kept on the device. */
export class OrderLogs {
  readonly #backend: Pick<OrderBackend, 'readEvents'>;
  readonly #logs = new Map<string, readonly LoggedEvent[]>();
  /** Whose they are: another role sees another log, and a backup another history. */
  #reader = '';

  constructor(backend: Pick<OrderBackend, 'readEvents'>) {
    this.#backend = backend;
  }

  /**
   * The log of an order. The backend is asked only when it may have more than is known here.
   * @param version of the newest known document; undefined when this device has none.
   * @param reader the session's user, role and epoch.
   * @throws whatever the backend throws that is no `BackendError`.
   */
  async read(orderId: string, version: number | undefined, reader: string): Promise<ReadLog> {
    if (reader !== this.#reader) this.#logs.clear();
    this.#reader = reader;
    const known = this.#logs.get(orderId) ?? [];
    if (version !== undefined && (known.at(-1)?.version ?? -1) >= version) return {logged: known, problem: undefined};
    try {
      const logged = await this.#backend.readEvents(orderId);
      if (reader === this.#reader) this.#keep(orderId, logged);
      return {logged, problem: undefined};
    } catch (error) {
      if (isBackendError(error)) return {logged: known, problem: error};
      throw error;
    }
  }

  #keep(orderId: string, logged: readonly LoggedEvent[]): void {
    this.#logs.delete(orderId);
    this.#logs.set(orderId, logged);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > LOGS_KEPT && oldest !== undefined) this.#logs.delete(oldest);
  }
}
