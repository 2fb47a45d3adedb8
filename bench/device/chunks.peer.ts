import type {Order} from '@packline/core';
import type {DevicePeer} from './peer.ts';

const STORE = 'chunks';

/** A thousand orders to a record, as they come, without anything to find one by: the quickest plain way that is known. */
export function createChunkDevice(): DevicePeer {
  let db: IDBDatabase;
  const openDatabase = (): Promise<IDBDatabase> => new Promise((resolve, reject) => {
    const request = indexedDB.open('chunks', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, {autoIncrement: true});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return {
    begin: async () => {
      db = await openDatabase();
    },
    write: (orders) => new Promise((resolve, reject) => {
      const tx = db.transaction(STORE, 'readwrite');
      tx.objectStore(STORE).put(orders);
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    }),
    end: async () => db.close(),
    async open() {
      const began = performance.now();
      db = await openDatabase();
      const chunks = await new Promise<Order[][]>((resolve, reject) => {
        const request = db.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<Order[][]>;
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const took = performance.now() - began;
      return {firstRowsMs: took, searchableMs: took, settledMs: took, orders: chunks.flat().length};
    },
    // Changed orders would have to be written beside their chunks: not what this peer is for.
    feed: async () => {},
  };
}
