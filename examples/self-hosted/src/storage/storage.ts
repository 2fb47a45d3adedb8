import type {AccessStorage} from './access-storage.ts';
import type {ChannelStorage} from './channel-storage.ts';
import type {CommitHints} from './commit-hints.ts';
import type {EffectStorage} from './effect-storage.ts';
import type {OperationStorage} from './operation-storage.ts';
import type {RetentionStorage} from './retention-storage.ts';
import type {OrderStorage} from './order-storage.ts';

/** Connections that are open, those of them that nobody uses, and requests that wait for one. */
export interface PoolUse {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/**
 * Everything the server keeps, behind one interface. Every method names the store first; no method knows the clock.
 *
 * Implementations may lock and retry as they like, but they promise: what `transact` resolved with is on disk, feed
 * positions become visible in rising order, and a deterministic key is taken once.
 */
export interface Storage extends OrderStorage, EffectStorage, AccessStorage, ChannelStorage, OperationStorage, RetentionStorage {
  /** How commits of other processes are heard of; undefined when this is the only one. */
  readonly hints: CommitHints | undefined;
  /** Connections to the database that this process holds; undefined when there is only one. */
  readonly poolUse: (() => PoolUse) | undefined;
  /** Ends all work; the storage cannot be used again. */
  close(): Promise<void>;
}
