import {yieldToPage} from '../engine/pace.ts';
import type {SnapshotRecord} from './cache-records.ts';
import type {Table} from './dexie.ts';
import {cutSnapshot, joinSnapshot} from './snapshot-parts.ts';

/** The head of the saved index, or one of its parts. */
export type SnapshotRow =
  | (SnapshotRecord & {readonly key: 'index'; /** Keys of the parts; without them everything is in the head. */ readonly parts?: readonly string[]})
  | {readonly key: string; readonly leaves: readonly unknown[]};

const HEAD = 'index';

function isHead(row: SnapshotRow | undefined): row is Extract<SnapshotRow, {key: 'index'}> {
  return row?.key === HEAD;
}

/** The saved index; undefined when there is none, or parts of it are missing. Each part is read in a task of its own. */
export async function readSnapshotRows(table: Table<SnapshotRow, string>): Promise<SnapshotRecord | undefined> {
  const head = await table.get(HEAD);
  if (!isHead(head)) return undefined;
  const {parts, key: _key, ...snapshot} = head;
  if (parts === undefined) return snapshot;
  const leaves: unknown[] = [];
  for (const row of await table.bulkGet([...parts])) {
    if (row === undefined || isHead(row)) return undefined;
    for (const leaf of row.leaves) leaves.push(leaf);
  }
  return {...snapshot, saved: joinSnapshot(snapshot.saved, leaves)};
}

/**
 * Keeps the index. Its parts are written one by one, so that the page stays free, under names that are new; only the
 * head, written last, makes them count. Whatever an interruption left behind goes with the next writing.
 */
export async function writeSnapshotRows(table: Table<SnapshotRow, string>, snapshot: SnapshotRecord): Promise<void> {
  const {head, parts} = cutSnapshot(snapshot.saved);
  const before = new Set(await table.toCollection().primaryKeys());
  const names: string[] = [];
  try {
    for (const leaves of parts) {
      const name = nameOf(snapshot.revision, names.length, before);
      names.push(name);
      await table.put({key: name, leaves});
      await yieldToPage();
    }
    await table.put({...snapshot, saved: head, key: HEAD, parts: names});
  } catch (error) {
    // No room: what was written so far must not stand in the way of orders. The index before this one still counts.
    await table.bulkDelete(names).catch(() => {});
    throw error;
  }
  before.delete(HEAD);
  await table.bulkDelete([...before]);
}

function nameOf(revision: number, number: number, taken: ReadonlySet<string>): string {
  let name = `part ${revision}.${number}`;
  while (taken.has(name)) name += "'";
  return name;
}
