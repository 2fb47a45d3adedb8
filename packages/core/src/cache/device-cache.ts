import type {ChunkRecord, ContentsRecord, DeltaRecord, EntryRecord} from './cache-records.ts';
import {countToDrop} from './count-to-drop.ts';
import {type IndexedDbSource, type MetaRecord, OrderDatabase} from './database.ts';
import {Dexie, type Table, type Transaction} from './dexie.ts';
import type {JobPartRecord, JobRecord} from '../jobs/job-records.ts';
import type {CacheNotes, CacheReader, CacheWriter, OrderCache} from './order-cache.ts';
import {readSnapshotRows, writeSnapshotRows} from './snapshot-store.ts';
import {isSoundState, soundNote} from './sound-records.ts';
import {toCacheError} from './to-cache-error.ts';

/**
 * The tables as one transaction sees them. They know their transaction, so nothing rests on Dexie's tracing of it
 * through native promises, which gives up after a few steps without a request and costs something at each of them: the
 * work of a transaction runs outside of it (`ignoreTransaction`).
 */
class Tables {
  readonly #tx: Transaction;

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  get chunks(): Table<ChunkRecord, number> {
    return this.#tx.table('chunks');
  }

  get contents(): Table<ContentsRecord, number> {
    return this.#tx.table('contents');
  }

  get deltas(): Table<DeltaRecord, string> {
    return this.#tx.table('deltas');
  }

  get pending(): Table<EntryRecord, string> {
    return this.#tx.table('pending');
  }

  get meta(): Table<MetaRecord, string> {
    return this.#tx.table('meta');
  }

  get snapshots(): Table {
    return this.#tx.table('snapshots');
  }

  get receipts(): Table {
    return this.#tx.table('receipts');
  }

  get jobs(): Table<JobRecord, string> {
    return this.#tx.table('jobs');
  }

  get jobParts(): Table<JobPartRecord, [string, number]> {
    return this.#tx.table('jobParts');
  }
}

function readerOf(transaction: Transaction): CacheReader {
  const tx = new Tables(transaction);
  return {
    readState: () => tx.meta.get('state').then((record) => (isSoundState(record?.value) ? record.value : undefined)),
    readNote: <Key extends keyof CacheNotes>(key: Key) => tx.meta.get(key).then((record) => soundNote(key, record?.value)),
    readDeltas: async (orderIds) => {
      // A request for every order of a page costs more than one for the names of the few that have a delta.
      if (orderIds.length <= 8) return tx.deltas.bulkGet([...orderIds]);
      const known = new Set(await tx.deltas.toCollection().primaryKeys());
      const there = orderIds.filter((orderId) => known.has(orderId));
      const found = new Map((there.length === 0 ? [] : await tx.deltas.bulkGet(there)).map((delta, index) => [there[index], delta]));
      return orderIds.map((orderId) => found.get(orderId));
    },
    readDeltaIds: () => tx.deltas.toCollection().primaryKeys(),
    readDeltaIdsUpTo: (revision) => tx.deltas.where('revision').belowOrEqual(revision).primaryKeys(),
    readDeltaIdsAfter: (revision) => tx.deltas.where('revision').above(revision).primaryKeys(),
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
    readJobs: () => tx.jobs.toArray(),
    readJob: (id) => tx.jobs.get(id),
    readJobPart: (jobId, part) => tx.jobParts.get([jobId, part]),
  };
}

function writerOf(transaction: Transaction): CacheWriter {
  const tx = new Tables(transaction);
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
    writeJob: (job) => settle(tx.jobs.put(job)),
    writeJobParts: (parts) => settle(tx.jobParts.bulkPut([...parts])),
    deleteJob: ({id, parts}) => settle(tx.jobs.delete(id), tx.jobParts.bulkDelete(Array.from({length: parts}, (_, part): [string, number] => [id, part]))),
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
  const all = [db.chunks, db.contents, db.deltas, db.pending, db.meta, db.snapshots, db.receipts, db.jobs, db.jobParts];
  const truth = [db.chunks, db.contents, db.deltas, db.pending, db.meta, db.jobs, db.jobParts];
  return {
    name,
    lasting: true,
    read: (work) => guard(() => db.transaction('r!', truth, (tx) => Dexie.ignoreTransaction(() => work(readerOf(tx))))),
    write: (work) => guard(() => db.transaction('rw!', all, (tx) => Dexie.ignoreTransaction(() => work(writerOf(tx))))),
    readSnapshot: () => guard(() => readSnapshotRows(db.snapshots)),
    writeSnapshot: (snapshot) => guard(() => writeSnapshotRows(db.snapshots, snapshot)),
    deleteSnapshot: () => guard(() => db.snapshots.clear()),
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
