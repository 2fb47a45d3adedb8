import type {EntryRecord} from '../cache/cache-records.ts';
import {isWithdrawable} from '../jobs/offer-entries.ts';
import type {Command} from '../order/command.ts';
import type {OutboxEntry} from '../outbox/outbox-entry.ts';
import type {Problem} from '../ports/backend-error.ts';
import type {Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';

/** One command on its way, as an integrator wants to see it. */
export interface OutboxItem {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly type: Command['type'];
  /** waiting: not answered yet · acknowledged: the server has it, the feed has not brought it back yet · refused: the server said no. */
  readonly state: OutboxEntry['state'];
  readonly addedAt: Instant;
  /** Answers and failures so far that were about this command; an unreachable backend does not count. */
  readonly attempts: number;
  /** Milliseconds until it is tried again, while its order is given a rest after a failure; undefined: as soon as possible. */
  readonly nextTryInMs: number | undefined;
  /** Why it was refused: the rules' reason, or the backend's words on a command it could not read. */
  readonly refusal: Refusal | undefined;
  readonly problem: Problem | undefined;
  /** It was never given to the backend, so it can still be taken back. */
  readonly canWithdraw: boolean;
}

/** The outbox for whoever integrates or supports Packline. All of it works in every tab. */
export interface OutboxInspector {
  /** Oldest first. */
  list(): Promise<readonly OutboxItem[]>;
  /** Tries now: this entry's order, or everything that waits. Settles when it was tried once. */
  retry(entryId?: string): Promise<void>;
  /** A refusal was read. Entries that are not refused stay. */
  dismiss(entryId: string): Promise<void>;
  /**
   * Takes a command back that was never given to the backend, as if it had not been wished. Later commands for the same
   * order stay, and are decided without it.
   * @returns false when it is too late: it may have been carried out.
   */
  withdraw(entryId: string): Promise<boolean>;
}

/** What the inspector needs of the engine. */
export interface OutboxHost {
  entries(): Promise<readonly EntryRecord[]>;
  nextTryInMs(orderId: string): number | undefined;
  retry(orderId: string | undefined): Promise<void>;
  dismiss(entryId: string): Promise<void>;
  withdraw(entryId: string): Promise<boolean>;
}

export function createOutboxInspector(host: OutboxHost): OutboxInspector {
  const show = (entry: EntryRecord): OutboxItem => {
    const {id, orderId, orderNumber, command, state, addedAt, attempts, refusal, problem} = entry;
    return {id, orderId, orderNumber, type: command.type, state, addedAt, attempts, nextTryInMs: state === 'waiting' ? host.nextTryInMs(orderId) : undefined, refusal, problem, canWithdraw: isWithdrawable(entry)};
  };
  return {
    list: async () => (await host.entries()).map(show),
    retry: async (entryId) => {
      const entry = entryId === undefined ? undefined : (await host.entries()).find(({id}) => id === entryId);
      if (entryId === undefined || entry !== undefined) await host.retry(entry?.orderId);
    },
    dismiss: (entryId) => host.dismiss(entryId),
    withdraw: (entryId) => host.withdraw(entryId),
  };
}
