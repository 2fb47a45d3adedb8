import {sql, type Kysely, type SqlBool} from 'kysely';
import type {EffectOutcome, EffectOverview, EffectRecord, EffectState} from '../effect-storage.ts';
import type {Tables} from './tables.ts';

const OPEN = sql<SqlBool>`e.done_at is null and e.dead_at is null`;
const STATES: Readonly<Record<EffectState, ReturnType<typeof sql<SqlBool>>>> = {
  waiting: sql`${OPEN} and e.error is null`,
  failed: sql`${OPEN} and e.error is not null`,
  dead: sql`e.done_at is null and e.dead_at is not null`,
  done: sql`e.done_at is not null`,
};

/** The queue as people look at it. */
export function createEffectOverview(db: Kysely<Tables>): EffectOverview {
  /** One that failed or died, and that no worker has. */
  const inTrouble = (storeId: string, key: string, now: string) =>
    db
      .updateTable('effects')
      .where('store_id', '=', storeId)
      .where('effect_key', '=', key)
      .where('done_at', 'is', null)
      .where((where) => where.or([where('error', 'is not', null), where('dead_at', 'is not', null)]))
      .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]));
  return {
    async listEffects(storeId, {state, limit}) {
      const order = state === 'done' ? sql`e.done_at desc` : state === 'dead' ? sql`e.dead_at desc` : sql`e.due_at`;
      const rows = await db
        .selectFrom('effects as e')
        .leftJoin('orders as o', (join) => join.onRef('o.store_id', '=', 'e.store_id').onRef('o.id', '=', 'e.order_id'))
        .select(['e.effect_key', 'e.kind', 'e.order_id', 'e.created_at', 'e.due_at', 'e.attempts', 'e.error', 'e.dead_at', 'e.done_at', 'e.outcome', 'o.number'])
        .where('e.store_id', '=', storeId)
        .where(STATES[state])
        .orderBy(order)
        .orderBy('e.effect_key')
        .limit(limit)
        .execute();
      return rows.map(
        (row): EffectRecord => ({
          key: row.effect_key,
          kind: row.kind,
          orderId: row.order_id,
          orderNumber: row.number ?? undefined,
          state,
          createdAt: row.created_at,
          dueAt: row.due_at,
          attempts: Number(row.attempts),
          error: row.error ?? undefined,
          deadAt: row.dead_at ?? undefined,
          doneAt: row.done_at ?? undefined,
          outcome: row.outcome === '' ? undefined : (row.outcome as EffectOutcome),
        }),
      );
    },
    async countEffects(storeId) {
      const counted = (state: EffectState) => sql<number | string | null>`sum(case when ${STATES[state]} then 1 else 0 end)`;
      const row = await db
        .selectFrom('effects as e')
        .select([counted('waiting').as('waiting'), counted('failed').as('failed'), counted('dead').as('dead'), sql<string | null>`min(case when ${OPEN} then e.created_at end)`.as('oldest')])
        .where('e.store_id', '=', storeId)
        .where('e.done_at', 'is', null)
        .executeTakeFirstOrThrow();
      return {waiting: Number(row.waiting ?? 0), failed: Number(row.failed ?? 0), dead: Number(row.dead ?? 0), oldestAt: row.oldest ?? undefined};
    },
    async retryEffect(storeId, key, now) {
      const {numUpdatedRows} = await inTrouble(storeId, key, now).set({due_at: now, dead_at: null, attempts: 0, leased_until: null, leased_by: null}).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async giveUpEffect(storeId, key, now) {
      const {numUpdatedRows} = await inTrouble(storeId, key, now).set({done_at: now, outcome: 'given-up', leased_until: null, leased_by: null}).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
