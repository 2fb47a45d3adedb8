import type {Party} from './party.ts';
import type {Scheduler} from './scheduler.ts';

interface Waiting {
  readonly party: Party;
  readonly callback: () => Promise<unknown>;
  readonly settle: (outcome: Promise<unknown>) => void;
  readonly refuse: (reason: unknown) => void;
}

/** The Web Locks of one device, as far as they are used: exclusive, first come first served, freed by a crash, taken by who steals. */
export class BrowserLocks {
  readonly #scheduler: Scheduler;
  readonly #held = new Map<string, Waiting>();
  readonly #queues = new Map<string, Waiting[]>();

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** What a tab finds as `navigator.locks`. */
  seenBy(party: Party): LockManager {
    const request = (name: string, {signal, steal = false}: LockOptions, callback: () => Promise<unknown>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (!party.calls('lock')) return;
        if (signal?.aborted === true) return reject(signal.reason as Error);
        const waiting: Waiting = {party, callback, settle: (outcome) => void outcome.then(resolve, reject), refuse: reject};
        const queue = this.#queues.get(name) ?? [];
        if (steal) queue.unshift(waiting);
        else queue.push(waiting);
        this.#queues.set(name, queue);
        if (steal) this.#take(name);
        signal?.addEventListener('abort', () => {
          if (!queue.includes(waiting)) return;
          queue.splice(queue.indexOf(waiting), 1);
          reject(signal.reason as Error);
        });
        this.#grant(name);
      });
    return {request} as unknown as LockManager;
  }

  release(party: Party): void {
    for (const [name, queue] of this.#queues) {
      for (const waiting of queue.filter((one) => one.party === party)) queue.splice(queue.indexOf(waiting), 1);
      if (this.#held.get(name)?.party !== party) continue;
      this.#held.delete(name);
      this.#grant(name);
    }
  }

  /** Who held it hears of it once it is awake; what it was doing goes on. */
  #take(name: string): void {
    const robbed = this.#held.get(name);
    if (robbed === undefined) return;
    this.#held.delete(name);
    this.#scheduler.after(0.1, robbed.party, () => robbed.refuse(new DOMException('The lock was stolen.', 'AbortError')));
  }

  #grant(name: string): void {
    this.#scheduler.after(0.1, undefined, () => {
      const queue = this.#queues.get(name) ?? [];
      if (this.#held.has(name)) return;
      const next = queue.shift();
      if (next === undefined) return;
      this.#held.set(name, next);
      this.#scheduler.after(0.1, next.party, () => {
        const outcome = next.callback();
        const free = (): void => {
          if (this.#held.get(name) !== next || next.party.isDead) return;
          this.#held.delete(name);
          this.#grant(name);
        };
        outcome.then(free, free);
        next.settle(outcome);
      });
    });
  }
}
