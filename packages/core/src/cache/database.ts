import type {CacheNotes} from './order-cache.ts';
import type {CacheState, ChunkRecord, ContentsRecord, DeltaRecord, EntryRecord, PictureRecord} from './cache-records.ts';
import {Dexie, type Table} from './dexie.ts';
import {rememberTables} from './remember-tables.ts';
import type {SnapshotRow} from './snapshot-store.ts';
import type {JobPartRecord, JobRecord} from '../jobs/job-records.ts';

/** Where IndexedDB comes from; tests bring their own. */
export interface IndexedDbSource {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof globalThis.IDBKeyRange;
}

export type MetaRecord =
  | {readonly key: 'state'; readonly value: CacheState}
  | {[Key in keyof CacheNotes]: {readonly key: Key; readonly value: CacheNotes[Key]}}[keyof CacheNotes];

/** The tables of one store and user, schema version 2. Earlier versions are brought up to it as they are opened. */
export class OrderDatabase extends Dexie {
  declare readonly chunks: Table<ChunkRecord, number>;
  declare readonly contents: Table<ContentsRecord, number>;
  declare readonly deltas: Table<DeltaRecord, string>;
  declare readonly pending: Table<EntryRecord, string>;
  declare readonly meta: Table<MetaRecord, string>;
  declare readonly snapshots: Table<SnapshotRow, string>;
  declare readonly receipts: Table<PictureRecord, string>;
  declare readonly jobs: Table<JobRecord, string>;
  declare readonly jobParts: Table<JobPartRecord, [string, number]>;

  constructor(name: string, source: IndexedDbSource) {
    super(name, {indexedDB: source.indexedDB, IDBKeyRange: source.IDBKeyRange, cache: 'disabled'});
    // Dexie's cache and its notes on every write serve live queries, which are not used: changes travel as notices with ids.
    this.unuse({stack: 'dbcore', name: 'Cache'});
    this.unuse({stack: 'dbcore', name: 'Observability'});
    this.use(rememberTables);
    this.version(1).stores({
      chunks: 'id',
      contents: 'id, revision',
      deltas: 'orderId, revision',
      pending: 'id, orderId, place, [state+place]',
      meta: 'key',
      snapshots: 'key',
      receipts: 'key, [usedAt+sizeBytes]',
    });
    // Bulk jobs; what was there stays as it is.
    this.version(2)
      .stores({jobs: 'id', jobParts: '[jobId+part]'})
      // Version 1 did not write down which commands it had given to the backend: none of them can be withdrawn.
      .upgrade((tx) => tx.table('pending').toCollection().modify({offered: true}));
  }
}

/** One database per endpoint, store and user. */
export function databaseName(prefix: string, endpoint: string, storeId: string, userId: string): string {
  return [prefix, endpoint, storeId, userId].map(encodeURIComponent).join('|');
}
