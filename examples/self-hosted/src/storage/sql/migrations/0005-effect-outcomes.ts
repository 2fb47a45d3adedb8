import {sql} from 'kysely';
import type {Migration} from 'kysely/migration';
import type {ColumnTypes} from './column-types.ts';
import {tableMaker} from './table-maker.ts';

/** How an effect ended, and since when it is a dead letter. */
export const effectOutcomes = (types: ColumnTypes): Migration => ({
  async up(db) {
    const {addColumn} = tableMaker(db, types);
    await addColumn('effects', 'outcome', "text not null default ''");
    await addColumn('effects', 'dead_at', 'text');
    await sql`update effects set outcome = case when error = 'withdrawn' then 'withdrawn' else 'done' end, error = null where done_at is not null`.execute(db);
  },
});
