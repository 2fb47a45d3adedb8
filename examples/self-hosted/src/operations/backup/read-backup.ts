import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {createGunzip} from 'node:zlib';
import {textLines} from '../text-lines.ts';
import {OperationError} from '../operation-error.ts';
import {BACKUP_FORMAT, BACKUP_FORMAT_VERSION, type BackupEnd, type BackupHeader, type BackupRow} from './backup-format.ts';

/** What a sound backup says about itself. */
export interface CheckedBackup {
  readonly header: BackupHeader;
  readonly end: BackupEnd;
}

/**
 * Reads a backup file from its beginning to its end, row by row, and compares it with its own counts and checksum. Only
 * when this settles is the file known to be whole; until then nothing of it may be believed.
 *
 * @param onRow called for every row in order; the next one waits for it.
 * @throws OperationError naming what is wrong with the file.
 */
export async function readBackup(file: string, onRow?: (row: BackupRow, header: BackupHeader) => Promise<void> | void): Promise<CheckedBackup> {
  const hash = createHash('sha256');
  const counted: Record<string, number> = {};
  let header: BackupHeader | undefined;
  let end: BackupEnd | undefined;
  for await (const line of linesOf(file)) {
    if (end !== undefined) throw new OperationError(`${file} goes on behind its end; it is not a backup as it was written.`);
    const value = parseLine(file, line, header === undefined);
    if (header === undefined) header = readHeader(file, value);
    else if ('end' in value) end = value as BackupEnd;
    else {
      const row = value as BackupRow;
      counted[row.table] = (counted[row.table] ?? 0) + 1;
      await onRow?.(row, header);
    }
    if (end === undefined) hash.update(`${line}\n`);
  }
  if (header === undefined) throw new OperationError(`${file} is empty.`);
  if (end === undefined) throw new OperationError(`${file} breaks off before its end; it was not written whole.`);
  if (end.sha256 !== hash.digest('hex')) throw new OperationError(`${file} is damaged: its checksum is not that of what it holds.`);
  for (const [table, count] of Object.entries(end.rows)) {
    if (count !== (counted[table] ?? 0)) throw new OperationError(`${file} is damaged: of ${count} rows of the table ${table} it holds ${counted[table] ?? 0}.`);
  }
  return {header, end};
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip();
  // `pipe` hands no errors on.
  source.on('error', (error) => text.destroy(error));
  source.pipe(text);
  try {
    yield* textLines(text);
  } catch (error) {
    throw toOperationError(file, error);
  } finally {
    source.destroy();
    text.destroy();
  }
}

function toOperationError(file: string, error: unknown): unknown {
  if (error instanceof OperationError) return error;
  const {code} = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new OperationError(`There is no file ${file}.`);
  if (code === 'EACCES') return new OperationError(`${file} may not be read by this user.`);
  if (code === 'EISDIR') return new OperationError(`${file} is a folder.`);
  if (code?.startsWith('Z_')) return new OperationError(code === 'Z_BUF_ERROR' ? `${file} breaks off before its end; it was not written whole.` : `${file} is damaged, or no backup: it cannot be decompressed.`);
  return error;
}

function parseLine(file: string, line: string, isFirst: boolean): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new OperationError(isFirst ? `${file} is not a backup of Packline.` : `${file} is damaged: one of its lines cannot be read.`);
}

function readHeader(file: string, value: object): BackupHeader {
  const header = value as BackupHeader;
  if (header.format !== BACKUP_FORMAT) throw new OperationError(`${file} is not a backup of Packline.`);
  if (header.formatVersion > BACKUP_FORMAT_VERSION) throw new OperationError(`${file} was made by a newer Packline, whose backups (format ${header.formatVersion}) this one does not know.`);
  return header;
}
