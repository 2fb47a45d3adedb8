import type {OrderEngine} from '../../src/engine/order-engine.ts';
import type {Device} from './device.ts';
import type {MemoryConnection} from './memory-connection.ts';
import {tapped} from './tapped-channel.ts';

/** A tab that can die: at one instant its disk, its network and its channel are gone, and what was not committed never was. */
export interface CrashingTab {
  readonly engine: OrderEngine;
  readonly isDead: boolean;
  /** Transactions it began and requests it made so far: the points at which it can die. */
  readonly points: number;
  /** Dies at the n-th point from now, or at once for 0. */
  crashIn(points: number): void;
  /** Lets go of what a browser lets go of when a tab dies, such as its locks. */
  bury(): Promise<void>;
}

/** Opens a tab on a device whose every transaction and request is a point at which it may die. */
export function openCrashingTab(device: Device, connection: MemoryConnection): CrashingTab {
  const live = new Set<IDBTransaction>();
  const dbs = new Set<IDBDatabase>();
  let isDead = false;
  let points = 0;
  let left = Infinity;
  const die = (): void => {
    isDead = true;
    connection.disconnect();
    for (const tx of live) {
      try {
        tx.abort();
      } catch {
        // It is over already.
      }
    }
    for (const db of dbs) db.close();
  };
  const point = (): void => {
    if (isDead) throw new DOMException('The tab is dead.', 'UnknownError');
    points += 1;
    left -= 1;
    if (left > 0) return;
    die();
    throw new DOMException('The tab died.', 'UnknownError');
  };
  const watch = (db: IDBDatabase): void => {
    dbs.add(db);
    const begin = db.transaction.bind(db);
    db.transaction = (...args: Parameters<IDBDatabase['transaction']>): IDBTransaction => {
      point();
      const tx = begin(...args);
      live.add(tx);
      for (const end of ['complete', 'abort']) tx.addEventListener(end, () => void live.delete(tx));
      const store = tx.objectStore.bind(tx);
      tx.objectStore = (name: string): IDBObjectStore => {
        // Between any two requests of a transaction.
        if (!isDead && left <= 1) point();
        else if (!isDead) left -= 1;
        return store(name);
      };
      return tx;
    };
  };
  connection.intercept = () => {
    if (isDead) return new Promise<void>(() => {}); // nobody is there any more to hear of it
    try {
      point();
    } catch {
      return new Promise<void>(() => {});
    }
    return undefined;
  };
  const platform = device.platform();
  const engine = device.open(connection, {
    platform: {
      ...platform,
      database: device.watchedDatabase(watch),
      openChannel: (name) => tapped(platform.openChannel(name), {hears: () => !isDead, says: () => !isDead}),
    },
    logger: {info: () => {}, warn: () => {}, error: () => {}},
  });
  return {
    engine,
    get isDead() {
      return isDead;
    },
    get points() {
      return points;
    },
    crashIn: (count) => {
      if (count > 0) left = count;
      else if (!isDead) die();
    },
    bury: async () => {
      if (!isDead) die();
      await engine.close();
    },
  };
}
