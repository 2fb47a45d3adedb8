import {openMemoryCache} from '../cache/memory-cache.ts';
import {toCacheError} from '../cache/to-cache-error.ts';
import type {Session} from '../ports/order-backend.ts';
import {Lane} from './lane.ts';
import {type LastSession, readLastSession, writeLastSession} from './last-session.ts';
import {goLive, type LiveReplica, type ReplicaHost} from './live-replica.ts';
import {type CacheSource, cacheName, openCache} from './open-cache.ts';
import type {Replica} from './replica.ts';

/** Equal but for the time it was asked at. */
function isSameSession(left: Session | undefined, right: Session): boolean {
  if (left === undefined) return false;
  const text = ({serverTime: _serverTime, ...rest}: Session): string => JSON.stringify(rest);
  return text(left) === text(right);
}

/** Holds the orders of whoever is signed in: the last one at first, another one's when the backend says so. */
export class ReplicaSeat {
  readonly #source: CacheSource;
  readonly #host: ReplicaHost;
  readonly #onTaken: () => void;
  readonly #turns = new Lane();
  #live: LiveReplica | undefined;
  #isClosed = false;

  /** @param onTaken called when the device took the database away. */
  constructor(source: CacheSource, host: ReplicaHost, onTaken: () => void) {
    this.#source = source;
    this.#host = host;
    this.#onTaken = onTaken;
  }

  get live(): LiveReplica | undefined {
    return this.#live;
  }

  get replica(): Replica | undefined {
    return this.#live?.replica;
  }

  /** Opens what the device has of the last session, if it remembers one. */
  openLast(): Promise<void> {
    return this.#turns.run(async () => {
      const last = this.#source.storage === 'memory' ? undefined : readLastSession(this.#source.platform, this.#source.prefix, this.#source.endpoint);
      if (last !== undefined && this.#live === undefined) await this.#open(last);
    });
  }

  /** Takes in who the backend says is signed in; another store or user has another database. */
  adopt(session: Session): Promise<void> {
    return this.#turns.run(async () => {
      const last = {storeId: session.store.id, userId: session.user.id};
      if (this.replica?.cache.name !== cacheName(this.#source, last)) {
        await this.#live?.close();
        this.#live = undefined;
        // Who led for one person may not for the next: another tab may lead there already.
        this.#host.onFollow();
        await this.#open(last);
      }
      const {replica} = this;
      if (replica === undefined) return;
      const isKnown = isSameSession(replica.session, session) && (await replica.readState()).isSignedOut !== true;
      if (!isKnown) await replica.keepSession(session);
      if (replica.cache.lasting) writeLastSession(this.#source.platform, this.#source.prefix, this.#source.endpoint, last);
    });
  }

  /** Wipes the truth and forgets who was here; what was not sent stays. */
  signOut(): Promise<void> {
    return this.#turns.run(async () => {
      await this.replica?.wipe();
      writeLastSession(this.#source.platform, this.#source.prefix, this.#source.endpoint, undefined);
    });
  }

  close(): Promise<void> {
    return this.#turns.run(async () => {
      this.#isClosed = true;
      await this.#live?.close();
    });
  }

  async #open(last: LastSession): Promise<void> {
    if (this.#isClosed) return;
    const cache = await openCache(this.#source, cacheName(this.#source, last));
    cache.onTaken(() => {
      if (!this.#isClosed && this.replica?.cache === cache) this.#onTaken();
    });
    try {
      this.#live = await goLive(cache, this.#host);
    } catch (cause) {
      if (!cache.lasting) throw cause;
      // It opens but cannot be read: work on in memory, and leave what is unsent on the device alone.
      cache.close();
      this.#source.onProblem(toCacheError(cause).message);
      this.#live = await goLive(openMemoryCache(cache.name), this.#host);
    }
  }
}
