import type {Order} from '@packline/core';
import type {DevicePeer} from './peer.ts';

const STORE = 'orders';
const LIMIT = 1000;

/**
 * The limit: IndexedDB by hand, one record for each order, read by `getAll`. Nothing is searched, counted or sorted; it
 * has no outbox and no index.
 */
export function createRawDevice(): DevicePeer {
  let db: IDBDatabase;
  const openDatabase = (): Promise<IDBDatabase> => new Promise((resolve, reject) => {
    const request = indexedDB.open('raw', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, {keyPath: 'id'});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const write = (orders: readonly Order[]): Promise<void> => new Promise((resolve, reject) => {
    const tx = db.transaction(STORE, 'readwrite');
    const store = tx.objectStore(STORE);
    for (const order of orders) store.put(order);
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  return {
    begin: async () => {
      db = await openDatabase();
    },
    write,
    end: async () => db.close(),
    async open() {
      const began = performance.now();
      db = await openDatabase();
      const orders = await new Promise<Order[]>((resolve, reject) => {
        const request = db.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<Order[]>;
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const took = performance.now() - began;
      return {firstRowsMs: took, searchableMs: took, settledMs: took, orders: orders.length};
    },
    async feed() {
      const {count} = (await (await fetch('/orders/')).json()) as {count: number};
      let cursor = `1.${String(count)}.owner`;
      for (let hasMore = true; hasMore; ) {
        const page = (await (await fetch(`/v1/changes?after=${cursor}&limit=${String(LIMIT)}`)).json()) as {orders: Order[]; cursor: string; hasMore: boolean};
        await write(page.orders);
        ({cursor, hasMore} = page);
      }
    },
  };
}
