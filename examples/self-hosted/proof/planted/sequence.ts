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

/** Up to 60 ms between taking positions and writing orders, as on a slow disk. Where the counter is, it does no harm. */
export const SLOW_WRITES: readonly Edit[] = [
  {
    file: 'orders/command-batch.ts',
    find: '    const placed = orders.map((order, index) => ({order, position: first + index}));',
    replace: '    const placed = orders.map((order, index) => ({order, position: first + index}));\n    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));',
  },
];
