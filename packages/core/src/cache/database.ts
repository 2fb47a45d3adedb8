import type {CacheNotes} from './order-cache.ts';
import type {CacheState, ChunkRecord, ContentsRecord, DeltaRecord, EntryRecord, PictureRecord, SnapshotRecord} from './cache-records.ts';
import {Dexie, type Table} from './dexie.ts';

/** Where IndexedDB comes from; tests bring their own. */
export interface IndexedDbSource {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof globalThis.IDBKeyRange;
}

export type MetaRecord =
  | {readonly key: 'state'; readonly value: CacheState}
  | {[Key in keyof CacheNotes]: {readonly key: Key; readonly value: CacheNotes[Key]}}[keyof CacheNotes];

/** The tables of one store and user, schema version 1. */
export class OrderDatabase extends Dexie {
  declare readonly chunks: Table<ChunkRecord, number>;
  declare readonly contents: Table<ContentsRecord, number>;
  declare readonly deltas: Table<DeltaRecord, string>;
  declare readonly pending: Table<EntryRecord, string>;
  declare readonly meta: Table<MetaRecord, string>;
  declare readonly snapshots: Table<SnapshotRecord & {readonly key: 'index'}, string>;
  declare readonly receipts: Table<PictureRecord, string>;

  constructor(name: string, source: IndexedDbSource) {
    // Dexie's own cache serves live queries, which are not used: changes travel as notices with ids.
    super(name, {indexedDB: source.indexedDB, IDBKeyRange: source.IDBKeyRange, cache: 'disabled'});
    this.version(1).stores({
      chunks: 'id',
      contents: 'id, revision',
      deltas: 'orderId, revision',
      pending: 'id, orderId, place, [state+place]',
      meta: 'key',
      snapshots: 'key',
      receipts: 'key, [usedAt+sizeBytes]',
    });
  }
}

/** One database per endpoint, store and user. */
export function databaseName(prefix: string, endpoint: string, storeId: string, userId: string): string {
  return [prefix, endpoint, storeId, userId].map(encodeURIComponent).join('|');
}
