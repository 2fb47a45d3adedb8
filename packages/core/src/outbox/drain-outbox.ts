import type {EntryRecord} from '../cache/cache-records.ts';
import {BackendError, isBackendError, type Problem} from '../ports/backend-error.ts';
import type {Clock} from '../ports/clock.ts';
import type {CommandResult, OrderBackend} from '../ports/order-backend.ts';
import {retryDelayMs} from './retry-policy.ts';

/** What sending needs of the replica. */
export interface OutboxSource {
  readWaiting(limit: number, exceptOrderIds: ReadonlySet<string>): Promise<readonly EntryRecord[]>;
  recordResults(results: readonly CommandResult[]): Promise<void>;
  setAside(entryId: string, problem: Problem): Promise<void>;
  countAttempt(entryId: string): Promise<void>;
}

/** Whole batches that may fail with a broken backend before one order is suspected. */
const BROKEN_BATCHES = 2;
/** Orders that may fail alone, none succeeding, before the backend itself is taken for broken. */
const BROKEN_ORDERS = 3;

/** One command can be to blame for these; for all others (unreachable, busy, signed out) none is. */
function mayBeOneCommand(error: unknown): error is BackendError {
  return isBackendError(error) && ['backend/bad-request', 'backend/forbidden', 'backend/broken', 'backend/unreadable-answer'].includes(error.code);
}

function problemOf(error: BackendError): Problem {
  return error.problem ?? {type: 'about:blank', title: error.message, status: 0};
}

/**
 * Sends what waits: first in, first out within an order, in batches across orders. One stuck order or one unreadable
 * command holds up nobody else: a failing batch is halved until the one to blame is alone.
 */
export class OutboxDrain {
  readonly #backend: OrderBackend;
  readonly #source: OutboxSource;
  readonly #clock: Clock;
  readonly #random: () => number;
  /** Orders to leave alone for a while. */
  readonly #stuck = new Map<string, {attempts: number; untilMs: number}>();
  /** Orders of the batch in hand of which something failed: what follows of them must not overtake it. */
  readonly #failed = new Set<string>();
  #brokenBatches = 0;
  #brokenOrders = 0;

  constructor(parts: {backend: OrderBackend; source: OutboxSource; clock: Clock; random: () => number}) {
    this.#backend = parts.backend;
    this.#source = parts.source;
    this.#clock = parts.clock;
    this.#random = parts.random;
  }

  /**
   * Sends until nothing is left to send now.
   * @returns milliseconds (at least 1) until a stuck order may be tried again; undefined when none is stuck.
   * @throws BackendError when it is not one command's fault.
   */
  async drain(batchLimit: number, signal: AbortSignal): Promise<number | undefined> {
    this.#brokenOrders = 0;
    while (!signal.aborted) {
      const stuck = this.#stuckNow();
      const batch = await this.#source.readWaiting(batchLimit, stuck);
      if (batch.length === 0) return this.#nextTryInMs(stuck);
      this.#failed.clear();
      await this.#send(batch, signal);
    }
    return undefined;
  }

  /** Milliseconds until an order that failed is tried again; undefined when it is not being given a rest. */
  restOf(orderId: string): number | undefined {
    const stuck = this.#stuck.get(orderId);
    return stuck === undefined ? undefined : Math.max(0, stuck.untilMs - this.#clock.monotonicMs());
  }

  /** The next round tries this order, or all of them, again. What failed before is not forgotten. */
  release(orderId?: string): void {
    for (const [id, stuck] of this.#stuck) if (orderId === undefined || orderId === id) this.#stuck.set(id, {...stuck, untilMs: 0});
  }

  #nextTryInMs(stuck: ReadonlySet<string>): number | undefined {
    for (const orderId of this.#stuck.keys()) if (!stuck.has(orderId)) this.#stuck.delete(orderId);
    const waits = [...this.#stuck.values()].map(({untilMs}) => untilMs - this.#clock.monotonicMs());
    return waits.length === 0 ? undefined : Math.max(1, Math.min(...waits));
  }

  async #send(batch: readonly EntryRecord[], signal: AbortSignal, isHalf = false): Promise<void> {
    const entries = batch.filter(({orderId}) => !this.#failed.has(orderId));
    if (entries.length === 0 || signal.aborted) return;
    try {
      const results = await this.#backend.pushCommands(entries.map(({command}) => command), {signal});
      await this.#record(entries, results);
    } catch (error) {
      if (signal.aborted || !mayBeOneCommand(error)) throw error;
      await this.#isolate(entries, error, signal, isHalf);
    }
  }

  async #record(entries: readonly EntryRecord[], results: readonly CommandResult[]): Promise<void> {
    const sent = new Set(entries.map(({id}) => id));
    const answers = results.filter(({id}) => sent.has(id));
    if (answers.length === 0) throw new BackendError('backend/unreadable-answer', 'The backend answered, but not about the commands it was sent.', {retriable: true});
    await this.#source.recordResults(answers);
    this.#brokenBatches = 0;
    this.#brokenOrders = 0;
    const answered = new Set(answers.map(({id}) => id));
    for (const {id, orderId} of entries) {
      if (answered.has(id)) this.#stuck.delete(orderId);
      else this.#stick(orderId);
    }
  }

  async #isolate(entries: readonly EntryRecord[], error: BackendError, signal: AbortSignal, isHalf: boolean): Promise<void> {
    const [first] = entries;
    if (first === undefined) return;
    if (entries.length > 1) {
      if (error.retriable && !isHalf) {
        this.#brokenBatches += 1;
        if (this.#brokenBatches <= BROKEN_BATCHES) throw error;
      }
      const middle = Math.ceil(entries.length / 2);
      await this.#send(entries.slice(0, middle), signal, true);
      await this.#send(entries.slice(middle), signal, true);
      return;
    }
    if (!error.retriable) {
      await this.#source.setAside(first.id, problemOf(error));
      return;
    }
    await this.#source.countAttempt(first.id);
    this.#stick(first.orderId);
    this.#brokenOrders += 1;
    if (this.#brokenOrders >= BROKEN_ORDERS) throw error;
  }

  #stick(orderId: string): void {
    this.#failed.add(orderId);
    const attempts = (this.#stuck.get(orderId)?.attempts ?? 0) + 1;
    this.#stuck.set(orderId, {attempts, untilMs: this.#clock.monotonicMs() + retryDelayMs(attempts, this.#random())});
  }

  #stuckNow(): ReadonlySet<string> {
    const now = this.#clock.monotonicMs();
    return new Set([...this.#stuck].filter(([, {untilMs}]) => untilMs > now).map(([orderId]) => orderId));
  }
}
