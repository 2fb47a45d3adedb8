import type {Replica} from '../engine/replica.ts';
import {retryDelayMs} from '../outbox/retry-policy.ts';
import type {Clock} from '../ports/clock.ts';
import type {Order} from '../order/order.ts';
import type {OrderBackend} from '../ports/order-backend.ts';
import {isEngineError} from '../shared/engine-error.ts';
import type {Instant} from '../shared/instant.ts';
import {handOver} from './hand-over.ts';
import {readIfThere} from './preflight.ts';
import {refuseUnknown} from './refuse-unknown.ts';

/** Orders fetched side by side. */
const SIDE_BY_SIDE = 6;

/** What running jobs needs of the engine. */
export interface JobHost {
  readonly backend: OrderBackend;
  readonly clock: Clock;
  /** The backend's time as this device knows it. */
  now(): Instant;
  random(): number;
  /** The replica while this tab leads and somebody is signed in. */
  leading(): Replica | undefined;
  onError(error: unknown): void;
}

/**
 * Hands the orders of jobs over to the outbox, portion by portion, in the leading tab. Sending is the outbox's matter;
 * as answers come, the next portion follows. Nothing is kept here: who leads next goes on from what is written down.
 */
export class JobRunner {
  readonly #host: JobHost;
  readonly #stop = new AbortController();
  #isWorking = false;
  #isAskedAgain = false;
  /** Nothing waits in any job. */
  #isIdle = false;
  #failures = 0;
  #fetchAgainMs = 0;
  #cancelRetry = (): void => {};
  /** Waiting orders that are not on the device of this replica. They do not hold up the others. */
  readonly #absent = new Set<string>();
  #absentOf: Replica | undefined;
  /** The feed was being read from its beginning when they were looked for. */
  #isReading = false;

  constructor(host: JobHost) {
    this.#host = host;
  }

  /**
   * Something may be there to hand over.
   * @param isNew a job came or moved on, or this tab leads now; else only what waits already is looked at.
   */
  look(isNew: boolean): void {
    if (isNew) this.#isIdle = false;
    if (this.#isIdle || this.#stop.signal.aborted) return;
    this.#isAskedAgain = true;
    if (this.#isWorking) return;
    this.#isWorking = true;
    void this.#work().finally(() => {
      this.#isWorking = false;
      if (this.#isAskedAgain) this.look(false);
    });
  }

  stop(): void {
    this.#stop.abort();
    this.#cancelRetry();
  }

  async #work(): Promise<void> {
    while (this.#isAskedAgain && !this.#stop.signal.aborted) {
      this.#isAskedAgain = false;
      this.#isIdle = false;
      const replica = this.#host.leading();
      if (replica === undefined) return;
      try {
        await this.#handOverAll(replica);
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        // Another person's orders take this one's place; whoever leads there looks anew.
        if (!isEngineError(error) || error.code !== 'cache/closed') this.#host.onError(error);
        this.#lookLater();
        return;
      }
    }
  }

  async #handOverAll(replica: Replica): Promise<void> {
    await this.#renewAbsent(replica);
    for (;;) {
      const step = await replica.changeJobs(() => handOver(replica.cache, replica.locator, replica.rules, {now: this.#host.now(), claimedAt: this.#host.clock.now()}, this.#absent));
      this.#isIdle = !step.hasWaiting && !this.#isAskedAgain;
      if (this.#isOver(replica)) return;
      for (const orderId of step.missing) this.#absent.add(orderId);
      if (!step.hasMore && (!step.hasRoom || !(await this.#fetchAbsent(replica)))) return;
    }
  }

  #isOver(replica: Replica): boolean {
    return this.#stop.signal.aborted || this.#host.leading() !== replica;
  }

  /** What was not on the device is looked for again in another replica, and once the feed was read whole. */
  async #renewAbsent(replica: Replica): Promise<void> {
    if (this.#absentOf === replica && !this.#isReading) return;
    this.#isReading = (await replica.readState()).fullReadSince !== null;
    if (this.#absentOf === replica && this.#isReading) return;
    this.#absentOf = replica;
    this.#absent.clear();
  }

  /** Orders that are not on the device are fetched before they are decided. @returns false when that is for later. */
  async #fetchAbsent(replica: Replica): Promise<boolean> {
    if (this.#absent.size === 0 || this.#isReading) return false; // the feed is about to bring them; it calls again
    if (this.#host.clock.monotonicMs() < this.#fetchAgainMs) return false;
    const orders: Order[] = [];
    const unknown = new Set<string>();
    let hasFailed = false;
    await Promise.all([...this.#absent].slice(0, SIDE_BY_SIDE).map(async (orderId) => {
      try {
        const order = await readIfThere(this.#host.backend, orderId, this.#stop.signal);
        if (order === undefined) unknown.add(orderId);
        else orders.push(order);
      } catch {
        // The sync loop meets the same trouble and says so. The others come first next time.
        hasFailed = true;
        if (this.#absent.delete(orderId)) this.#absent.add(orderId);
      }
    }));
    if (orders.length + unknown.size > 0) this.#failures = 0;
    // A backend that is away is not asked again at once.
    if (hasFailed) this.#fetchAgainMs = this.#host.clock.monotonicMs() + this.#lookLater();
    if (this.#isOver(replica)) return false;
    if (orders.length > 0) await replica.keepOrders(orders);
    if (unknown.size > 0) await replica.changeJobs(async () => ({change: await refuseUnknown(replica.cache, unknown)}));
    for (const {id} of orders) this.#absent.delete(id);
    for (const id of unknown) this.#absent.delete(id);
    return orders.length + unknown.size > 0;
  }

  /** @returns in how many milliseconds. */
  #lookLater(): number {
    this.#failures += 1;
    const delayMs = retryDelayMs(this.#failures, this.#host.random());
    this.#cancelRetry();
    this.#cancelRetry = this.#host.clock.after(delayMs, () => this.look(false));
    return delayMs;
  }
}
