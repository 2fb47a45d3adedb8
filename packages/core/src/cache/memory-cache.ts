import type {CacheState, ChunkRecord, ContentsRecord, DeltaRecord, EntryRecord, PictureRecord, SnapshotRecord} from './cache-records.ts';
import {countToDrop} from './count-to-drop.ts';
import {MemoryTable} from './memory-table.ts';
import type {JobPartRecord, JobRecord} from '../jobs/job-records.ts';
import type {CacheNotes, CacheWriter, OrderCache} from './order-cache.ts';

function newTables() {
  return {
    state: new MemoryTable<'state', CacheState>(),
    notes: new MemoryTable<keyof CacheNotes, CacheNotes[keyof CacheNotes]>(),
    chunks: new MemoryTable<number, ChunkRecord>(),
    contents: new MemoryTable<number, ContentsRecord>(),
    deltas: new MemoryTable<string, DeltaRecord>(),
    /** Entries by order, each list by place; a script may queue ten thousand. */
    entries: new MemoryTable<string, readonly EntryRecord[]>(),
    orderOfEntry: new MemoryTable<string, string>(),
    jobs: new MemoryTable<string, JobRecord>(),
    jobParts: new MemoryTable<string, JobPartRecord>(),
  };
}

type Tables = ReturnType<typeof newTables>;

const partKey = (jobId: string, part: number): string => `${part}|${jobId}`;

const byPlace = (left: EntryRecord, right: EntryRecord): number => left.place - right.place;

function dropEntry(tables: Tables, id: string): void {
  const orderId = tables.orderOfEntry.get(id);
  if (orderId === undefined) return;
  const left = (tables.entries.get(orderId) ?? []).filter((entry) => entry.id !== id);
  if (left.length > 0) tables.entries.set(orderId, left);
  else tables.entries.delete(orderId);
  tables.orderOfEntry.delete(id);
}

function writerOf(tables: Tables): CacheWriter {
  const deltas = (): DeltaRecord[] => tables.deltas.values().sort((left, right) => left.revision - right.revision);
  const allEntries = (): EntryRecord[] => tables.entries.values().flat().sort(byPlace);
  return {
    readState: async () => tables.state.get('state'),
    readNote: async <Key extends keyof CacheNotes>(key: Key) => tables.notes.get(key) as CacheNotes[Key] | undefined,
    readDeltas: async (orderIds) => orderIds.map((id) => tables.deltas.get(id)),
    readDeltaIds: async () => tables.deltas.keys(),
    readDeltaIdsUpTo: async (revision) => deltas().flatMap((delta) => (delta.revision <= revision ? [delta.orderId] : [])),
    readDeltaIdsAfter: async (revision) => deltas().filter((delta) => delta.revision > revision).map(({orderId}) => orderId),
    readDeltasAfter: async (revision) => deltas().filter((delta) => delta.revision > revision),
    readOldestDeltas: async (limit) => deltas().slice(0, limit),
    countDeltas: async () => tables.deltas.size,
    readChunk: async (id) => tables.chunks.get(id),
    readChunkIds: async () => tables.contents.keys(),
    readContents: async (ids) => ids.map((id) => tables.contents.get(id)),
    readContentsAfter: async (revision) => tables.contents.values().filter((contents) => contents.revision > revision),
    readEntriesOf: async (orderIds) => [...new Set(orderIds)].flatMap((id) => tables.entries.get(id) ?? []).sort(byPlace),
    readEntries: async (ids) => ids.map((id) => tables.entries.get(tables.orderOfEntry.get(id) ?? '')?.find((entry) => entry.id === id)),
    readAllEntries: async () => allEntries(),
    readWaiting: async (limit, except) => allEntries().filter(({state, orderId}) => state === 'waiting' && !except.has(orderId)).slice(0, limit),
    readJobs: async () => tables.jobs.values(),
    readJob: async (id) => tables.jobs.get(id),
    readJobPart: async (jobId, part) => tables.jobParts.get(partKey(jobId, part)),
    writeState: async (state) => tables.state.set('state', state),
    writeNote: async (key, value) => tables.notes.set(key, value),
    deleteNote: async (key) => tables.notes.delete(key),
    writeDeltas: async (records) => records.forEach((record) => tables.deltas.set(record.orderId, record)),
    deleteDeltas: async (orderIds) => orderIds.forEach((id) => tables.deltas.delete(id)),
    addChunk: async (chunk, contents) => {
      tables.chunks.set(chunk.id, chunk);
      tables.contents.set(contents.id, contents);
    },
    deleteChunks: async (ids) => {
      for (const id of ids) {
        tables.chunks.delete(id);
        tables.contents.delete(id);
      }
    },
    writeEntries: async (entries) => {
      for (const entry of entries) {
        dropEntry(tables, entry.id);
        tables.entries.set(entry.orderId, [...(tables.entries.get(entry.orderId) ?? []), entry].sort(byPlace));
        tables.orderOfEntry.set(entry.id, entry.orderId);
      }
    },
    deleteEntries: async (ids) => ids.forEach((id) => dropEntry(tables, id)),
    writeJob: async (job) => tables.jobs.set(job.id, job),
    writeJobParts: async (parts) => parts.forEach((record) => tables.jobParts.set(partKey(record.jobId, record.part), record)),
    deleteJob: async ({id, parts}) => {
      tables.jobs.delete(id);
      for (let part = 0; part < parts; part += 1) tables.jobParts.delete(partKey(id, part));
    },
    wipeTruth: async () => {
      tables.chunks.clear();
      tables.contents.clear();
      tables.deltas.clear();
    },
  };
}

/**
 * The cache where there is no IndexedDB: scripts in Node, or a browser that keeps nothing. Transactions run one after
 * the other; one that fails leaves no trace.
 */
export function openMemoryCache(name: string): OrderCache {
  const tables = newTables();
  const writer = writerOf(tables);
  let snapshot: SnapshotRecord | undefined;
  const pictures = new Map<string, PictureRecord>();
  let looks = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    name,
    lasting: false,
    read: (work) => inTurn(() => work(writer)),
    write: (work) => inTurn(async () => {
      try {
        const result = await work(writer);
        for (const table of Object.values(tables)) table.keep();
        return result;
      } catch (error) {
        for (const table of Object.values(tables)) table.takeBack();
        throw error;
      }
    }),
    readSnapshot: async () => snapshot,
    writeSnapshot: async (written) => void (snapshot = written),
    deleteSnapshot: async () => void (snapshot = undefined),
    readPicture: async (key) => pictures.get(key),
    writePicture: async (picture, limitBytes) => {
      looks += 1;
      pictures.set(picture.key, {...picture, usedAt: looks});
      const byUse = [...pictures.values()].sort((left, right) => left.usedAt - right.usedAt);
      const drop = countToDrop(byUse.map(({sizeBytes}) => sizeBytes), limitBytes);
      for (const {key} of byUse.slice(0, drop)) pictures.delete(key);
    },
    onTaken: () => {},
    close: () => {},
  };
}
