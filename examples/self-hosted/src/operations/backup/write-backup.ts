import {createHash} from 'node:crypto';
import {Readable, type Writable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createGzip} from 'node:zlib';
import type {Instant} from '@packline/core';
import {createPace} from '../../pace.ts';
import type {OperationStorage, Snapshot} from '../../storage/operation-storage.ts';
import {BACKUP_FORMAT, BACKUP_FORMAT_VERSION, LEFT_OUT, toBackupRow, type BackupEnd, type BackupHeader} from './backup-format.ts';

/** What a backup holds. */
export interface BackupSummary {
  readonly schema: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** Characters gathered before they are handed on: a line by itself is too little for a stream. */
const CHUNK_CHARACTERS = 65_536;

/**
 * Writes everything a shop has, as it was at one moment, while the shop goes on. Memory stays the same however large it is.
 *
 * @param out is ended when all is written.
 */
export function writeBackup(storage: Pick<OperationStorage, 'readSnapshot'>, out: Writable, now: Instant): Promise<BackupSummary> {
  return storage.readSnapshot(async (snapshot) => {
    const summary: {rows: Record<string, number>; sha256: string} = {rows: {}, sha256: ''};
    await pipeline(Readable.from(inChunks(linesOf(snapshot, now, summary)), {objectMode: false}), createGzip({level: 6}), out);
    return {schema: snapshot.schema, ...summary};
  });
}

async function* linesOf(snapshot: Snapshot, now: Instant, summary: {rows: Record<string, number>; sha256: string}): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const pace = createPace();
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line({format: BACKUP_FORMAT, formatVersion: BACKUP_FORMAT_VERSION, schema: snapshot.schema, madeAt: now, storeIds: snapshot.storeIds} satisfies BackupHeader);
  for (const table of snapshot.tables) {
    if (LEFT_OUT.has(table)) continue;
    let count = 0;
    for await (const row of snapshot.readTable(table)) {
      await pace();
      yield line(toBackupRow(table, row));
      count += 1;
    }
    summary.rows[table] = count;
  }
  summary.sha256 = hash.digest('hex');
  yield `${JSON.stringify({end: true, rows: summary.rows, sha256: summary.sha256} satisfies BackupEnd)}\n`;
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
