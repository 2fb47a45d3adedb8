import {eraseLogged, ERASED, type Instant, type LoggedEvent} from '@packline/core';
import type {Transaction} from 'kysely';
import type {Tables} from './tables.ts';

/**
 * Takes what tells who a customer was out of everything that was stored about an order beside the order itself: its log,
 * letters that were written or wait, messages of other programs, and pictures that no other order speaks of. Letters that
 * wait are called back: there is nobody to write to any more.
 */
export async function eraseTraces(db: Transaction<Tables>, storeId: string, orderId: string, now: Instant): Promise<void> {
  await eraseLog(db, storeId, orderId);
  await eraseEffects(db, storeId, orderId, now);
  await db.updateTable('mails').set({recipient: ERASED, subject: ERASED, body: ERASED}).where('store_id', '=', storeId).where('order_id', '=', orderId).execute();
  await db.updateTable('channel_deliveries').set({body: null}).where('store_id', '=', storeId).where('order_id', '=', orderId).execute();
  await erasePictures(db, storeId, orderId);
}

async function eraseLog(db: Transaction<Tables>, storeId: string, orderId: string): Promise<void> {
  const rows = await db.selectFrom('events').select(['version', 'place', 'doc']).where('store_id', '=', storeId).where('order_id', '=', orderId).orderBy('version').orderBy('place').execute();
  const erased = eraseLogged(rows.map(({doc}) => JSON.parse(doc) as LoggedEvent));
  for (const [index, row] of rows.entries()) {
    const doc = JSON.stringify(erased[index]);
    if (doc === row.doc) continue;
    await db.updateTable('events').set({doc}).where('store_id', '=', storeId).where('order_id', '=', orderId).where('version', '=', row.version).where('place', '=', row.place).execute();
  }
}

/** What a letter or a message would say is gone; the keys stay, so that nothing is asked for a second time. */
async function eraseEffects(db: Transaction<Tables>, storeId: string, orderId: string, now: Instant): Promise<void> {
  const ofOrder = () => db.updateTable('effects').where('store_id', '=', storeId).where('order_id', '=', orderId);
  await ofOrder().set({done_at: now, outcome: 'withdrawn', leased_until: null, leased_by: null}).where('kind', '=', 'mail').where('done_at', 'is', null).execute();
  await ofOrder().set({payload: '{}', error: null}).where('kind', '=', 'mail').execute();
  const others = await db.selectFrom('effects').select(['effect_key', 'payload']).where('store_id', '=', storeId).where('order_id', '=', orderId).where('kind', '<>', 'mail').execute();
  for (const {effect_key: key, payload} of others) {
    const wish = JSON.parse(payload) as {facts?: Record<string, string>};
    if (wish.facts?.['reason'] === undefined) continue;
    await ofOrder().set({payload: JSON.stringify({...wish, facts: {...wish.facts, reason: ERASED}})}).where('effect_key', '=', key).execute();
  }
}

async function erasePictures(db: Transaction<Tables>, storeId: string, orderId: string): Promise<void> {
  const uses = await db.selectFrom('receipt_uses').select('hash').where('store_id', '=', storeId).where('order_id', '=', orderId).execute();
  await db.deleteFrom('receipt_uses').where('store_id', '=', storeId).where('order_id', '=', orderId).execute();
  for (const {hash} of uses) {
    const other = await db.selectFrom('receipt_uses').select('order_id').where('store_id', '=', storeId).where('hash', '=', hash).limit(1).executeTakeFirst();
    if (other === undefined) await db.deleteFrom('receipt_files').where('store_id', '=', storeId).where('hash', '=', hash).execute();
  }
}
