import type {Kysely, Selectable} from 'kysely';
import type {EffectStorage, MailRecord} from '../effect-storage.ts';
import type {SqlDialect} from './sql-dialect.ts';
import {createEffectOverview} from './sql-effect-overview.ts';
import type {Tables} from './tables.ts';

/** Open effects that are looked at for the next moment; more than are ever held at once. */
const MOST_LOOKED_AT = 200;

/** The queue of effects and the development outbox of mails. */
export function createEffectStorage(db: Kysely<Tables>, {locksRows}: Pick<SqlDialect, 'locksRows'>): EffectStorage {
  const effect = (storeId: string, key: string) => db.updateTable('effects').where('store_id', '=', storeId).where('effect_key', '=', key).where('done_at', 'is', null);
  return {
    ...createEffectOverview(db),
    async leaseEffects(storeId, {now, leasedUntil, holder, limit, kinds}) {
      let query = db
        .selectFrom('effects')
        .select('effect_key')
        .where('store_id', '=', storeId)
        .where('done_at', 'is', null)
        .where('dead_at', 'is', null)
        .where('due_at', '<=', now)
        .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]))
        .orderBy('due_at')
        .orderBy('effect_key')
        .limit(limit);
      if (kinds !== undefined) query = query.where('kind', 'in', [...kinds]);
      // What another worker is just taking is left to it, rather than waited for.
      const rows = await db
        .with('due', () => (locksRows ? query.forUpdate().skipLocked() : query))
        .updateTable('effects')
        .set((set) => ({leased_until: leasedUntil, leased_by: holder, attempts: set('attempts', '+', 1)}))
        .where('store_id', '=', storeId)
        .where('effect_key', 'in', (from) => from.selectFrom('due').select('due.effect_key'))
        .returning(['effect_key', 'kind', 'order_id', 'payload', 'created_at', 'due_at', 'attempts'])
        .execute();
      return rows
        .sort((left, right) => compareTexts(left.due_at, right.due_at) || compareTexts(left.effect_key, right.effect_key))
        .map((row) => ({key: row.effect_key, kind: row.kind, orderId: row.order_id, payload: row.payload, createdAt: row.created_at, attempts: Number(row.attempts)}));
    },
    async renewLeases(storeId, {holder, keys, leasedUntil}) {
      if (keys.length === 0) return;
      await db.updateTable('effects').set({leased_until: leasedUntil}).where('store_id', '=', storeId).where('effect_key', 'in', [...keys]).where('leased_by', '=', holder).where('done_at', 'is', null).execute();
    },
    async nextEffectAt(storeId, kinds) {
      let query = db
        .selectFrom('effects')
        .select(['due_at', 'leased_until'])
        .where('store_id', '=', storeId)
        .where('done_at', 'is', null)
        .where('dead_at', 'is', null)
        .orderBy('due_at')
        .limit(MOST_LOOKED_AT);
      if (kinds !== undefined) query = query.where('kind', 'in', [...kinds]);
      const moments = (await query.execute()).map(({due_at: due, leased_until: leased}) => (leased !== null && leased > due ? leased : due));
      return moments.sort()[0];
    },
    async finishEffect(storeId, key, {now, mail}) {
      await db.transaction().execute(async (transaction) => {
        const {numUpdatedRows} = await transaction
          .updateTable('effects')
          .set({done_at: now, outcome: 'done', leased_until: null, leased_by: null, error: null, dead_at: null})
          .where('store_id', '=', storeId)
          .where('effect_key', '=', key)
          .where('done_at', 'is', null)
          .executeTakeFirstOrThrow();
        // Done by another worker meanwhile, or its customer was erased: then nobody keeps a letter with their name in it.
        if (Number(numUpdatedRows) === 0) return;
        if (mail) {
          const row = {
            store_id: storeId,
            message_id: mail.messageId,
            order_id: mail.orderId,
            order_number: mail.orderNumber,
            kind: mail.kind,
            recipient: mail.to,
            subject: mail.subject,
            body: mail.body,
            language: mail.language,
            sent_at: mail.sentAt,
          };
          await transaction.insertInto('mails').values(row).onConflict((conflict) => conflict.doNothing()).execute();
        }
      });
    },
    async failEffect(storeId, key, failure) {
      const {holder, error} = failure;
      const next = 'deadAt' in failure ? {dead_at: failure.deadAt} : {due_at: failure.retryAt};
      await effect(storeId, key).set({...next, error, leased_until: null, leased_by: null}).where('leased_by', '=', holder).execute();
    },
    async giveBackEffects(storeId, {holder, now}) {
      // A lease that ran out and not none: what was held may have been carried out, which an undo has to know.
      await db.updateTable('effects').set({leased_until: now}).where('store_id', '=', storeId).where('leased_by', '=', holder).where('done_at', 'is', null).execute();
    },
    async listMails(storeId, limit) {
      const rows = await db.selectFrom('mails').selectAll().where('store_id', '=', storeId).orderBy('sent_at', 'desc').orderBy('message_id').limit(limit).execute();
      return rows.map(toMail);
    },
    async readMail(storeId, messageId) {
      const row = await db.selectFrom('mails').selectAll().where('store_id', '=', storeId).where('message_id', '=', messageId).executeTakeFirst();
      return row && toMail(row);
    },
  };
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function toMail(row: Selectable<Tables['mails']>): MailRecord {
  return {
    messageId: row.message_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    kind: row.kind,
    to: row.recipient,
    subject: row.subject,
    body: row.body,
    language: row.language,
    sentAt: row.sent_at,
  };
}
