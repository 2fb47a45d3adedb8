import type {Instant} from '@packline/core';
import type {Metrics} from '../observability/metrics.ts';
import type {OrderStorage} from '../storage/order-storage.ts';
import {StorageUnavailableError} from '../storage/storage-unavailable.ts';
import type {WakeBus} from '../wake-bus.ts';
import {decideBatch} from './command-batch.ts';
import type {CommandAnswer, CommandRequest} from './command-request.ts';

/** Decides commands with authority. */
export interface CommandRunner {
  /** Settles when what was accepted is on disk. */
  run(request: CommandRequest): Promise<CommandAnswer>;
  /** Settles when nothing is waiting any more. */
  idle(): Promise<void>;
}

/** Requests that wait for the same transaction; past this, the next group is begun. */
const MOST_COMMANDS_PER_GROUP = 1000;

interface Waiting {
  readonly request: CommandRequest;
  resolve(answer: CommandAnswer): void;
  reject(reason: unknown): void;
}

/**
 * One transaction at a time. Requests that arrive while it runs are decided together in the next, so that they share
 * one sync to disk; if such a group fails as a whole, each request is tried alone, so that one cannot spoil another.
 */
export function createCommandRunner({storeId, storage, wakes, now, metrics}: {storeId: string; storage: OrderStorage; wakes: WakeBus; now: () => Instant; metrics?: Pick<Metrics, 'committed'>}): CommandRunner {
  const queue: Waiting[] = [];
  let working: Promise<void> | undefined;

  function begin(): void {
    working ??= work().finally(() => {
      working = undefined;
      // What came in after the last look at the queue.
      if (queue.length > 0) begin();
    });
  }

  async function decide(requests: readonly CommandRequest[]): Promise<readonly CommandAnswer[]> {
    const began = performance.now();
    const {answers, positions} = await storage.transact((transaction) => decideBatch(transaction, storeId, requests, now()));
    metrics?.committed(requests, answers, (performance.now() - began) / 1000);
    if (positions.size > 0) wakes.publish({position: Math.max(...positions.values()), orders: positions});
    return answers;
  }

  async function runGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await decide(group.map(({request}) => request));
      for (const [index, waiting] of group.entries()) {
        const answer = answers[index];
        if (answer) waiting.resolve(answer);
      }
    } catch (error) {
      // A database that is away is so for every one of them.
      if (group.length === 1 || error instanceof StorageUnavailableError) for (const waiting of group) waiting.reject(error);
      else for (const waiting of group) await runGroup([waiting]);
    }
  }

  async function work(): Promise<void> {
    // Callers of the same turn of the event loop find each other before the first transaction begins.
    await Promise.resolve();
    while (queue.length > 0) {
      let commands = 0;
      let taken = 0;
      while (taken < queue.length && (taken === 0 || commands + (queue[taken]?.request.commands.length ?? 0) <= MOST_COMMANDS_PER_GROUP)) {
        commands += queue[taken]?.request.commands.length ?? 0;
        taken += 1;
      }
      await runGroup(queue.splice(0, taken));
      // Lets other connections have their turn between groups.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    run: (request) =>
      new Promise((resolve, reject) => {
        queue.push({request, resolve, reject});
        begin();
      }),
    async idle() {
      while (working) await working;
    },
  };
}
