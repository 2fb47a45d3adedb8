import type {StoredRow, StoredValue} from '../../storage/operation-storage.ts';

/*
 * A backup is text: JSON, one value a line, compressed with gzip. The first line says what it is, then comes a line for
 * every row of every table, the last line has the counts and the SHA-256 of everything before it. It says nothing about
 * the database it came from, so it can be restored into either.
 */

export const BACKUP_FORMAT = 'packline-backup';
export const BACKUP_FORMAT_VERSION = 1;

/** The first line. */
export interface BackupHeader {
  readonly format: typeof BACKUP_FORMAT;
  readonly formatVersion: number;
  /** The newest migration that the tables had gone through. */
  readonly schema: string;
  readonly madeAt: string;
  readonly storeIds: readonly string[];
}

/** A row, in a line of its own. */
export interface BackupRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | null | {readonly $bytes: string}>>;
}

/** The last line. */
export interface BackupEnd {
  readonly end: true;
  /** table → how many rows were written. */
  readonly rows: Readonly<Record<string, number>>;
  /** Of all lines before this one with their line breaks, lower-case hex. */
  readonly sha256: string;
}

/**
 * Tables that no backup holds. Whoever is signed in signs in again: a session that was ended since must not come back to
 * life. What follows from the orders is derived again.
 */
export const LEFT_OUT: ReadonlySet<string> = new Set(['sessions', 'bearers', 'sign_in_codes', 'order_texts', 'receipt_uses']);

/** Of an order only this is kept: its other columns follow from the document. */
const ORDER_COLUMNS = ['store_id', 'id', 'position', 'doc'] as const;

export function toBackupRow(table: string, row: StoredRow): BackupRow {
  const columns = table === 'orders' ? ORDER_COLUMNS : Object.keys(row);
  return {table, row: Object.fromEntries(columns.map((column) => [column, toPlain(row[column] ?? null)]))};
}

export function fromBackupRow({row}: BackupRow): StoredRow {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, typeof value === 'object' && value !== null ? Buffer.from(value.$bytes, 'base64') : value]));
}

function toPlain(value: StoredValue): BackupRow['row'][string] {
  return value instanceof Uint8Array ? {$bytes: Buffer.from(value).toString('base64')} : value;
}
