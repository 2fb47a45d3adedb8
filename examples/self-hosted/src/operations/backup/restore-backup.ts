import {randomBytes} from 'node:crypto';
import type {Order} from '@packline/core';
import type {OperationStorage, OperationTransaction, StoredRow} from '../../storage/operation-storage.ts';
import {OperationError} from '../operation-error.ts';
import {fromBackupRow, LEFT_OUT, type BackupHeader} from './backup-format.ts';
import {readBackup, type CheckedBackup} from './read-backup.ts';

/** Rows gathered before they are written. */
const MOST_GATHERED = 200;

/**
 * Fills a shop with what a backup holds, and gives it a new epoch: every device reads anew and keeps what it has not sent.
 * The file is read to its end and compared with its checksum before anything is touched, and everything is written in one
 * transaction: it is restored whole, or the shop is as it was.
 *
 * @param replace also when there are orders; they go.
 * @param beside also while other servers have the database open; they have to be able to live with it.
 * @throws OperationError for a file that is damaged or newer, a shop that has orders, or one that somebody is using.
 */
export async function restoreBackup(storage: OperationStorage, file: string, {replace, beside = false}: {replace: boolean; beside?: boolean}): Promise<CheckedBackup> {
  const checked = await readBackup(file);
  await refuseNewer(storage, file, checked.header);
  await storage.operate(async (transaction) => {
    const others = beside ? 0 : await transaction.countOthers();
    if (others > 0) throw new OperationError(`The database is in use: ${others} connections of other Packline servers are open. Stop them first.`);
    const orders = await transaction.countOrders();
    if (orders > 0 && !replace) throw new OperationError(`This shop has ${orders} orders already. Restore into an empty one, or say --replace to give them up.`);
    await transaction.clear();
    const again = await fill(transaction, file);
    if (again.end.sha256 !== checked.end.sha256) throw new OperationError(`${file} was changed while it was read.`);
    await transaction.renewEpochs(() => randomBytes(9).toString('base64url'));
  });
  return checked;
}

async function refuseNewer(storage: OperationStorage, file: string, {schema}: BackupHeader): Promise<void> {
  const known = await storage.knownSchemas();
  if (!known.includes(schema)) throw new OperationError(`${file} was made by a newer Packline (its tables are “${schema}”, this one knows up to “${known.at(-1) ?? ''}”). Restore it with that version.`);
}

async function fill(transaction: OperationTransaction, file: string): Promise<CheckedBackup> {
  let table = '';
  let gathered: StoredRow[] = [];
  const flush = async (): Promise<void> => {
    if (gathered.length > 0) await write(transaction, table, gathered);
    gathered = [];
  };
  const checked = await readBackup(file, async (row) => {
    if (LEFT_OUT.has(row.table)) return;
    if (row.table !== table || gathered.length >= MOST_GATHERED) await flush();
    table = row.table;
    gathered.push(fromBackupRow(row));
  });
  await flush();
  return checked;
}

/** Orders are written as ever, so that everything that is looked for in columns of its own is there. */
async function write(transaction: OperationTransaction, table: string, rows: readonly StoredRow[]): Promise<void> {
  if (table !== 'orders') return transaction.insertRows(table, rows);
  for (const [storeId, ofStore] of Map.groupBy(rows, (row) => String(row['store_id']))) {
    await transaction.writeOrders(storeId, ofStore.map((row) => ({order: JSON.parse(String(row['doc'])) as Order, position: Number(row['position'])})));
  }
}
