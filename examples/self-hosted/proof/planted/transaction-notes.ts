import {readFileSync} from 'node:fs';
import type {Edit} from './edit.ts';

/**
 * Lets a server write down where its transactions of commands are, as letters in a file:
 * `b` one has begun, `w` it writes, `e` it is about to be committed or was given up, `l` it was lost with its connection.
 */
export const TRANSACTION_NOTES: readonly Edit[] = [
  {
    file: 'storage/sql/sql-order-storage.ts',
    find: 'work(createOrderTransaction(transaction, dialect))',
    replace: `(async () => {
      const {proofNote: note} = globalThis as unknown as {proofNote: (letter: string) => void};
      note('b');
      try {
        const result = await work(createOrderTransaction(transaction, dialect));
        note('e');
        return result;
      } catch (error) {
        note((error as Error).name === 'StorageUnavailableError' ? 'l' : 'e');
        throw error;
      }
    })()`,
  },
  {
    file: 'orders/command-batch.ts',
    find: '  await transaction.writeEvents(storeId, total.events);',
    replace: "  (globalThis as unknown as {proofNote: (letter: string) => void}).proofNote('w');\n  await transaction.writeEvents(storeId, total.events);",
  },
];

export interface NotedTransactions {
  readonly begun: number;
  /** Begun, and not yet on their way to being committed. */
  readonly open: number;
  /** The last one that is open has begun to write. */
  readonly writing: boolean;
  /** Lost in the middle because the database went away. */
  readonly lost: number;
}

/** Counts what a server has written down so far. */
export function readNotes(file: string): NotedTransactions {
  const letters = readFileSync(file, 'latin1');
  const count = (letter: string): number => letters.split(letter).length - 1;
  const open = count('b') - count('e') - count('l');
  return {begun: count('b'), open, writing: open > 0 && letters.lastIndexOf('w') > letters.lastIndexOf('b'), lost: count('l')};
}
