import type {CacheState, ChunkRecord, ContentsRecord, DeltaRecord, EntryRecord} from './cache-records.ts';
import {countToDrop} from './count-to-drop.ts';
import {type IndexedDbSource, type MetaRecord, OrderDatabase} from './database.ts';
import {Dexie, type Table, type Transaction} from './dexie.ts';
import type {CacheNotes, CacheReader, CacheWriter, OrderCache} from './order-cache.ts';
import {toCacheError} from './to-cache-error.ts';

/**
 * The tables as one transaction sees them. They know their transaction, so nothing rests on Dexie's tracing of it
 * through native promises, which gives up after a few steps without a request.
 */
function tablesOf(tx: Transaction) {
  return {
    get chunks(): Table<ChunkRecord, number> {
      return tx.table('chunks');
    },
    get contents(): Table<ContentsRecord, number> {
      return tx.table('contents');
    },
    get deltas(): Table<DeltaRecord, string> {
      return tx.table('deltas');
    },
    get pending(): Table<EntryRecord, string> {
      return tx.table('pending');
    },
    get meta(): Table<MetaRecord, string> {
      return tx.table('meta');
    },
    get snapshots(): Table {
      return tx.table('snapshots');
    },
    get receipts(): Table {
      return tx.table('receipts');
    },
  };
}

function readerOf(transaction: Transaction): CacheReader {
  const tx = tablesOf(transaction);
  return {
    readState: () => tx.meta.get('state').then((record) => record?.value as CacheState | undefined),
    readNote: <Key extends keyof CacheNotes>(key: Key) => tx.meta.get(key).then((record) => record?.value as CacheNotes[Key] | undefined),
    readDeltas: (orderIds) => tx.deltas.bulkGet([...orderIds]),
    readDeltaIds: () => tx.deltas.toCollection().primaryKeys(),
    readDeltaIdsUpTo: (revision) => tx.deltas.where('revision').belowOrEqual(revision).primaryKeys(),
    readDeltasAfter: (revision) => tx.deltas.where('revision').above(revision).toArray(),
    readOldestDeltas: (limit) => tx.deltas.orderBy('revision').limit(limit).toArray(),
    countDeltas: () => tx.deltas.count(),
    readChunk: (id) => tx.chunks.get(id),
    readChunkIds: () => tx.contents.toCollection().primaryKeys(),
    readContents: (ids) => tx.contents.bulkGet([...ids]),
    readContentsAfter: (revision) => tx.contents.where('revision').above(revision).toArray(),
    readEntriesOf: async (orderIds) => {
      // A key-by-key search costs a step for every id; the whole of a short outbox costs one.
      if (orderIds.length <= 8) return tx.pending.where('orderId').anyOf([...orderIds]).sortBy('place');
      const count = await tx.pending.count();
      if (count === 0) return [];
      if (count > 1000) return tx.pending.where('orderId').anyOf([...orderIds]).sortBy('place');
      const wanted = new Set(orderIds);
      return (await tx.pending.orderBy('place').toArray()).filter(({orderId}) => wanted.has(orderId));
    },
    readEntries: (ids) => tx.pending.bulkGet([...ids]),
    readAllEntries: () => tx.pending.orderBy('place').toArray(),
    readWaiting: (limit, except) => {
      const waiting = tx.pending.where('[state+place]').between(['waiting', Dexie.minKey], ['waiting', Dexie.maxKey]);
      return (except.size === 0 ? waiting : waiting.filter((entry) => !except.has(entry.orderId))).limit(limit).toArray();
    },
  };
}

function writerOf(transaction: Transaction): CacheWriter {
  const tx = tablesOf(transaction);
  const settle = async (...writes: PromiseLike<unknown>[]): Promise<void> => void (await Promise.all(writes));
  return {
    ...readerOf(transaction),
    writeState: (value) => settle(tx.meta.put({key: 'state', value})),
    writeNote: (key, value) => settle(tx.meta.put({key, value} as MetaRecord)),
    deleteNote: (key) => settle(tx.meta.delete(key)),
    writeDeltas: (deltas) => settle(tx.deltas.bulkPut([...deltas])),
    deleteDeltas: (orderIds) => settle(tx.deltas.bulkDelete([...orderIds])),
    addChunk: (chunk, contents) => settle(tx.chunks.add(chunk), tx.contents.add(contents)),
    deleteChunks: (ids) => settle(tx.chunks.bulkDelete([...ids]), tx.contents.bulkDelete([...ids])),
    writeEntries: (entries) => settle(tx.pending.bulkPut([...entries])),
    deleteEntries: (ids) => settle(tx.pending.bulkDelete([...ids])),
    wipeTruth: () => settle(tx.chunks.clear(), tx.contents.clear(), tx.deltas.clear(), tx.snapshots.clear(), tx.receipts.clear()),
  };
}

/**
 * Opens the cache in IndexedDB.
 * @param onBlocked called when another tab's older version must be closed first; opening goes on after that.
 * @throws EngineError `cache/newer-version`, `cache/full`, `cache/unusable`.
 */
export async function openDeviceCache(name: string, source: IndexedDbSource, onBlocked = (): void => {}): Promise<OrderCache> {
  const db = new OrderDatabase(name, source);
  db.on('blocked', onBlocked);
  const guard = async <Result>(work: () => PromiseLike<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      throw toCacheError(cause);
    }
  };
  await guard(() => db.open());
  const all = [db.chunks, db.contents, db.deltas, db.pending, db.meta, db.snapshots, db.receipts];
  const truth = [db.chunks, db.contents, db.deltas, db.pending, db.meta];
  return {
    name,
    lasting: true,
    read: (work) => guard(() => db.transaction('r!', truth, (tx) => work(readerOf(tx)))),
    write: (work) => guard(() => db.transaction('rw!', all, (tx) => work(writerOf(tx)))),
    readSnapshot: () => guard(() => db.snapshots.get('index')),
    writeSnapshot: (snapshot) => guard(async () => void (await db.snapshots.put({...snapshot, key: 'index'}))),
    deleteSnapshot: () => guard(() => db.snapshots.delete('index')),
    readPicture: (key) => guard(() => db.receipts.get(key)),
    writePicture: (picture, limitBytes) => guard(() => db.transaction('rw!', db.receipts, async () => {
      const newest = await db.receipts.orderBy('[usedAt+sizeBytes]').last();
      await db.receipts.put({...picture, usedAt: (newest?.usedAt ?? 0) + 1});
      // Keys alone say how large and how old a picture is: the bytes stay on disk.
      const byUse = db.receipts.orderBy('[usedAt+sizeBytes]');
      const sizes = (await byUse.keys()) as unknown as readonly (readonly [number, number])[];
      const keys = await byUse.primaryKeys();
      await db.receipts.bulkDelete(keys.slice(0, countToDrop(sizes.map(([, bytes]) => bytes), limitBytes)));
    })),
    onTaken: (callback) => {
      db.on('versionchange', () => {
        db.close();
        callback();
        return false; // Dexie's own answer would open it again at the next call
      });
    },
    close: () => db.close(),
  };
}
