import {stringify} from 'csv-stringify/sync';
import {matchesOrder, redact, seesMoney, type LoggedEvent, type Order, type OrderQuery, type Role} from '@packline/core';
import {createPace} from '../../pace.ts';
import type {OperationStorage, Snapshot} from '../../storage/operation-storage.ts';
import {csvColumns, toCsvRows, type RowsOf} from './csv-columns.ts';
import {toSafeCell} from './formula-safe.ts';

/** Orders read in one go. */
const STRIDE = 200;

/** Whole orders with their logs, one a line; what `import` reads. */
export const EXPORT_FORMAT = 'packline-orders';

export interface ExportWish {
  readonly format: 'csv' | 'jsonl';
  /** Only orders that match. */
  readonly query: OrderQuery;
  /** Whoever asks gets what they may see. */
  readonly role: Role;
  /** Of a CSV: one row for each line of an order, or one for each order. */
  readonly rows: RowsOf;
  /** Of a CSV: begin with a mark by which Excel knows UTF-8. */
  readonly bom: boolean;
}

/** One line of a JSON export by somebody who sees everything; others get the redacted order alone. */
export interface ExportedOrder {
  readonly order: Order;
  readonly events: readonly LoggedEvent[];
  /** What is kept about the commands in the log, so that none of them is carried out again. */
  readonly commands: readonly {readonly id: string; readonly fingerprint: string; readonly at: string}[];
}

/**
 * The orders of a shop at one moment, in the order of their ids, as text in pieces. Each piece waits until the one before
 * was taken, so that memory stays the same however many there are.
 *
 * @param take is awaited for every piece; when it throws, the export ends.
 * @returns how many orders were written.
 */
export function exportOrders(storage: Pick<OperationStorage, 'readSnapshot'>, storeId: string, wish: ExportWish, take: (piece: string) => Promise<void>): Promise<number> {
  return storage.readSnapshot(async (snapshot) => {
    const {settings} = await snapshot.readFeed(storeId);
    const pace = createPace();
    let count = 0;
    await take(beginning(wish));
    for (let afterId = ''; ; ) {
      const docs = await snapshot.readDocs(storeId, afterId, STRIDE);
      const found: Order[] = [];
      for (const {doc} of docs) {
        await pace();
        const order = redact(JSON.parse(doc) as Order, wish.role);
        if (matchesOrder(order, wish.query, settings)) found.push(order);
      }
      if (found.length > 0) await take(wish.format === 'csv' ? toCsv(found, wish) : await toLines(snapshot, storeId, found, wish));
      count += found.length;
      const last = docs.at(-1);
      if (last === undefined || docs.length < STRIDE) return count;
      afterId = last.id;
    }
  });
}

function beginning({format, role, rows, bom}: ExportWish): string {
  if (format === 'jsonl') return `${JSON.stringify({format: EXPORT_FORMAT, formatVersion: 1})}\n`;
  return `${bom ? '\ufeff' : ''}${stringify([[...csvColumns(role, rows)]], {record_delimiter: 'windows'})}`;
}

function toCsv(orders: readonly Order[], {role, rows}: ExportWish): string {
  const cells = orders.flatMap((order) => toCsvRows(order, role, rows)).map((row) => row.map(toSafeCell));
  return stringify(cells, {record_delimiter: 'windows', quoted_match: /[\r\n]/});
}

async function toLines(snapshot: Snapshot, storeId: string, orders: readonly Order[], {role}: ExportWish): Promise<string> {
  if (!seesMoney(role)) return orders.map((order) => `${JSON.stringify({order})}\n`).join('');
  const records = await snapshot.readRecords(storeId, orders.map(({id}) => id));
  return orders.map((order) => `${JSON.stringify({order, ...(records.get(order.id) ?? {events: [], commands: []})} satisfies ExportedOrder)}\n`).join('');
}
