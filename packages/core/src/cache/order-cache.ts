import type {Session} from '../ports/order-backend.ts';
import type {JobPartRecord, JobRecord} from '../jobs/job-records.ts';
import type {Settings} from '../settings/settings.ts';
import type {CacheState, ChunkRecord, ContentsRecord, DeltaRecord, EntryRecord, PictureRecord, SnapshotRecord} from './cache-records.ts';

/** Single values that are kept. */
export interface CacheNotes {
  readonly session: Session;
  readonly settings: Settings;
  /** Who leads where there are no Web Locks: a tab's own id, and a number that changes while it lives. */
  readonly lease: {readonly owner: string; readonly beat: number};
  /** Which part of the shop's orders this device was asked to hold. */
  readonly workingSet: {readonly scope: string};
}

/** Reading inside one transaction. Nothing but these calls may be awaited in it: any other promise would end it early. */
export interface CacheReader {
  readState(): Promise<CacheState | undefined>;
  readNote<Key extends keyof CacheNotes>(key: Key): Promise<CacheNotes[Key] | undefined>;
  /** In the order asked for, undefined where there is none. */
  readDeltas(orderIds: readonly string[]): Promise<readonly (DeltaRecord | undefined)[]>;
  readDeltaIds(): Promise<readonly string[]>;
  /** Of deltas written in this revision or before. */
  readDeltaIdsUpTo(revision: number): Promise<readonly string[]>;
  readDeltasAfter(revision: number): Promise<readonly DeltaRecord[]>;
  /** Of deltas written after this revision, without reading the orders in them. */
  readDeltaIdsAfter(revision: number): Promise<readonly string[]>;
  /** Up to `limit` deltas, oldest first. */
  readOldestDeltas(limit: number): Promise<readonly DeltaRecord[]>;
  countDeltas(): Promise<number>;
  readChunk(id: number): Promise<ChunkRecord | undefined>;
  readChunkIds(): Promise<readonly number[]>;
  readContents(ids: readonly number[]): Promise<readonly (ContentsRecord | undefined)[]>;
  readContentsAfter(revision: number): Promise<readonly ContentsRecord[]>;
  /** All of these orders' entries, by place. */
  readEntriesOf(orderIds: readonly string[]): Promise<readonly EntryRecord[]>;
  /** In the order asked for, undefined where there is none. */
  readEntries(ids: readonly string[]): Promise<readonly (EntryRecord | undefined)[]>;
  readAllEntries(): Promise<readonly EntryRecord[]>;
  /** Up to `limit` waiting entries by place, without those of some orders. */
  readWaiting(limit: number, exceptOrderIds: ReadonlySet<string>): Promise<readonly EntryRecord[]>;
  readJobs(): Promise<readonly JobRecord[]>;
  readJob(id: string): Promise<JobRecord | undefined>;
  readJobPart(jobId: string, part: number): Promise<JobPartRecord | undefined>;
}

/** Reading and writing inside one transaction: all of it happens, or nothing. */
export interface CacheWriter extends CacheReader {
  writeState(state: CacheState): Promise<void>;
  writeNote<Key extends keyof CacheNotes>(key: Key, value: CacheNotes[Key]): Promise<void>;
  deleteNote(key: keyof CacheNotes): Promise<void>;
  writeDeltas(deltas: readonly DeltaRecord[]): Promise<void>;
  deleteDeltas(orderIds: readonly string[]): Promise<void>;
  addChunk(chunk: ChunkRecord, contents: ContentsRecord): Promise<void>;
  deleteChunks(ids: readonly number[]): Promise<void>;
  writeEntries(entries: readonly EntryRecord[]): Promise<void>;
  deleteEntries(ids: readonly string[]): Promise<void>;
  writeJob(job: JobRecord): Promise<void>;
  writeJobParts(parts: readonly JobPartRecord[]): Promise<void>;
  /** The job with all its parts. */
  deleteJob(job: JobRecord): Promise<void>;
  /** Chunks, deltas, snapshot and pictures; the outbox, the jobs and the notes stay. */
  wipeTruth(): Promise<void>;
}

/**
 * One store's orders of one user on this device. Two of them read alike: IndexedDB, and memory where there is none.
 * What is done with it (pages, commands, results) is written once, over transactions.
 */
export interface OrderCache {
  readonly name: string;
  /** False in memory: nothing outlives the page. */
  readonly lasting: boolean;
  read<Result>(work: (tx: CacheReader) => Promise<Result>): Promise<Result>;
  write<Result>(work: (tx: CacheWriter) => Promise<Result>): Promise<Result>;
  readSnapshot(): Promise<SnapshotRecord | undefined>;
  writeSnapshot(snapshot: SnapshotRecord): Promise<void>;
  deleteSnapshot(): Promise<void>;
  readPicture(key: string): Promise<PictureRecord | undefined>;
  /** Keeps it, and lets go of the longest unused ones above `limitBytes` in all. */
  writePicture(picture: Omit<PictureRecord, 'usedAt'>, limitBytes: number): Promise<void>;
  /** Called when the database is taken away: a newer version of the page wants it, or it is being deleted. */
  onTaken(callback: () => void): void;
  close(): void;
}
