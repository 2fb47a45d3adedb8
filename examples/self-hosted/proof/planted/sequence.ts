import type {Edit} from './edit.ts';

/** Positions one call of `nextval` hands out: no batch needs more. */
const BLOCK = 1000;

/** Makes what the planted mistake takes its positions from. */
export const MAKE_SEQUENCE = `create sequence proof_positions start ${BLOCK + 1} increment ${BLOCK}`;

/**
 * The mistake the counter is there against: positions come from a sequence, and the end of the feed is the newest
 * position that can be seen. It is the careful form: nobody reads past what is committed. All the same, whoever takes a
 * position first and commits second slips in behind a reader who was there in between. PostgreSQL only.
 */
export const SEQUENCE: readonly Edit[] = [
  {
    file: 'storage/sql/sql-order-transaction.ts',
    find: "import {createPace} from '../../pace.ts';",
    replace: "import {sql} from 'kysely';\nimport {createPace} from '../../pace.ts';",
  },
  {
    file: 'storage/sql/sql-order-transaction.ts',
    find: 'async function takePositions(storeId: string, count: number): Promise<number> {',
    replace: `async function takePositions(storeId: string, count: number): Promise<number> {
    if (count < ${BLOCK}) return Number((await sql<{next: number}>\`select nextval('proof_positions') as next\`.execute(db)).rows[0]?.next);`,
  },
  {
    file: 'storage/sql/sql-order-storage.ts',
    find: 'async function readHead(storeId: string): Promise<number> {',
    replace: `async function readHead(storeId: string): Promise<number> {
    const seen = await db.selectFrom('orders').select((select) => select.fn.max('position').as('position')).where('store_id', '=', storeId).executeTakeFirst();
    if (seen !== undefined) return Number(seen.position ?? 0);`,
  },
  {
    file: 'storage/sql/sql-order-storage.ts',
    find: 'head: Number(row.head)',
    replace: 'head: await readHead(storeId)',
  },
];

/** Tag of the order whose transaction waits between taking its position and committing, until it is let go on. */
export const LATE = 'late';

/** Holds a transaction up where it hurts most: its process notes `p` and goes on once a file beside its notes, `….go`, is there. */
export const LATE_COMMIT: readonly Edit[] = [
  {
    file: 'orders/command-batch.ts',
    find: '    const placed = orders.map((order, index) => ({order, position: first + index}));',
    replace: `    const placed = orders.map((order, index) => ({order, position: first + index}));
    if (orders.some(({tags}) => tags.includes('${LATE}'))) await (globalThis as unknown as {proofGate: () => Promise<void>}).proofGate();`,
  },
];
