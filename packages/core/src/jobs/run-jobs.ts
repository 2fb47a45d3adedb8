import type {Replica} from '../engine/replica.ts';
import {retryDelayMs} from '../outbox/retry-policy.ts';
import type {Clock} from '../ports/clock.ts';
import type {Order} from '../order/order.ts';
import type {OrderBackend} from '../ports/order-backend.ts';
import {handOver} from './hand-over.ts';
import {readIfThere} from './preflight.ts';
import {refuseUnknown} from './refuse-unknown.ts';

/** Orders fetched side by side. */
const SIDE_BY_SIDE = 6;

/** What running jobs needs of the engine. */
export interface JobHost {
  readonly backend: OrderBackend;
  readonly clock: Clock;
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
  #working: Promise<void> | undefined;
  #isAskedAgain = false;
  /** Nothing waits in any job. */
  #isIdle = false;
  #failures = 0;
  #cancelRetry = (): void => {};
  /** Jobs whose next orders cannot be had now: they are being read by the feed, or could not be fetched. */
  readonly #resting = new Set<string>();

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
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
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
      this.#resting.clear();
      try {
        await this.#handOverAll(replica);
        this.#failures = 0;
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#host.onError(error);
        this.#lookLater();
        return;
      }
    }
  }

  async #handOverAll(replica: Replica): Promise<void> {
    for (;;) {
      const step = await replica.changeJobs(() => handOver(replica.cache, replica.locator, replica.rules, this.#host.clock.now(), this.#resting));
      this.#isIdle = !step.hasWaiting && !this.#isAskedAgain;
      if (this.#stop.signal.aborted || !step.hasMore || this.#host.leading() !== replica) return;
      const {jobId, missing, change} = step;
      if (change !== undefined || jobId === undefined) continue;
      if (!(await this.#fetch(replica, jobId, missing))) this.#resting.add(jobId);
    }
  }

  /** Orders that are not on the device are fetched before they are decided. @returns false when that is for later. */
  async #fetch(replica: Replica, jobId: string, missing: readonly string[]): Promise<boolean> {
    const {fullReadSince} = await replica.readState();
    if (fullReadSince !== null) return false; // the feed is about to bring them; it calls again
    const orders: Order[] = [];
    const unknown = new Set<string>();
    try {
      for (let from = 0; from < missing.length; from += SIDE_BY_SIDE) {
        await Promise.all(missing.slice(from, from + SIDE_BY_SIDE).map(async (orderId) => {
          const order = await readIfThere(this.#host.backend, orderId, this.#stop.signal);
          if (order === undefined) unknown.add(orderId);
          else orders.push(order);
        }));
      }
    } catch {
      // The sync loop meets the same trouble and says so; this waits for its end as well.
      this.#lookLater();
    }
    if (this.#stop.signal.aborted || this.#host.leading() !== replica) return false;
    if (orders.length > 0) await replica.keepOrders(orders);
    if (unknown.size > 0) await replica.changeJobs(async () => ({change: await refuseUnknown(replica.cache, jobId, unknown)}));
    return orders.length + unknown.size > 0;
  }

  #lookLater(): void {
    this.#failures += 1;
    this.#cancelRetry();
    this.#cancelRetry = this.#host.clock.after(retryDelayMs(this.#failures, this.#host.random()), () => this.look(false));
  }
}
