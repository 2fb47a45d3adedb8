import type {Kysely, Selectable} from 'kysely';
import type {EffectStorage, MailRecord} from '../effect-storage.ts';
import type {Tables} from './tables.ts';

/** The queue of effects and the development outbox of mails. */
export function createEffectStorage(db: Kysely<Tables>): EffectStorage {
  return {
    async leaseEffects(storeId, {now, leasedUntil, holder, limit}) {
      return db.transaction().execute(async (transaction) => {
        const due = await transaction
          .selectFrom('effects')
          .selectAll()
          .where('store_id', '=', storeId)
          .where('done_at', 'is', null)
          .where('due_at', '<=', now)
          .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]))
          .orderBy('due_at')
          .orderBy('effect_key')
          .limit(limit)
          .execute();
        if (due.length === 0) return [];
        const taken = await transaction
          .updateTable('effects')
          .set((set) => ({leased_until: leasedUntil, leased_by: holder, attempts: set('attempts', '+', 1)}))
          .where('store_id', '=', storeId)
          .where(
            'effect_key',
            'in',
            due.map((row) => row.effect_key),
          )
          // Looked at once more: another worker, or an undo, may have been there in between.
          .where('done_at', 'is', null)
          .where((where) => where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)]))
          .returning('effect_key')
          .execute();
        const keys = new Set(taken.map((row) => row.effect_key));
        return due.filter((row) => keys.has(row.effect_key)).map((row) => ({
          key: row.effect_key,
          kind: row.kind,
          orderId: row.order_id,
          payload: row.payload,
          createdAt: row.created_at,
          attempts: Number(row.attempts) + 1,
        }));
      });
    },
    async nextEffectAt(storeId) {
      const rows = await db
        .selectFrom('effects')
        .select(['due_at', 'leased_until'])
        .where('store_id', '=', storeId)
        .where('done_at', 'is', null)
        .orderBy('due_at')
        .limit(50)
        .execute();
      const moments = rows.map(({due_at: due, leased_until: leased}) => (leased !== null && leased > due ? leased : due)).sort();
      return moments[0];
    },
    async finishEffect(storeId, key, {now, mail}) {
      await db.transaction().execute(async (transaction) => {
        if (mail) {
          await transaction
            .insertInto('mails')
            .values({
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
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await transaction
          .updateTable('effects')
          .set({done_at: now, leased_until: null, leased_by: null, error: null})
          .where('store_id', '=', storeId)
          .where('effect_key', '=', key)
          .execute();
      });
    },
    async failEffect(storeId, key, {error, retryAt}) {
      await db
        .updateTable('effects')
        .set({error, due_at: retryAt, leased_until: null, leased_by: null})
        .where('store_id', '=', storeId)
        .where('effect_key', '=', key)
        .execute();
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
