import type {Role} from '@packline/core';
import type {Kysely, Selectable} from 'kysely';
import type {AccessStorage, SessionRecord, TokenRecord} from '../access-storage.ts';
import type {Tables} from './tables.ts';

/** Tokens, sessions and secrets. */
export function createAccessStorage(db: Kysely<Tables>): AccessStorage {
  return {
    async readOrMakeSecret(storeId, name, fresh) {
      await db.insertInto('secrets').values({store_id: storeId, name, value: fresh}).onConflict((conflict) => conflict.doNothing()).execute();
      const row = await db.selectFrom('secrets').select('value').where('store_id', '=', storeId).where('name', '=', name).executeTakeFirstOrThrow();
      return row.value;
    },
    async findToken(storeId, hash) {
      const row = await db.selectFrom('tokens').selectAll().where('store_id', '=', storeId).where('hash', '=', hash).executeTakeFirst();
      return row && toToken(row);
    },
    async listTokens(storeId) {
      const rows = await db.selectFrom('tokens').selectAll().where('store_id', '=', storeId).orderBy('created_at').orderBy('id').execute();
      return rows.map(toToken);
    },
    async writeToken(storeId, token) {
      const row = {store_id: storeId, id: token.id, hash: token.hash, label: token.label, user_id: token.userId, user_name: token.userName, role: token.role, created_at: token.createdAt};
      await db.insertInto('tokens').values(row).onConflict((conflict) => conflict.columns(['store_id', 'id']).doUpdateSet(row)).execute();
    },
    async removeToken(storeId, id) {
      await db.deleteFrom('tokens').where('store_id', '=', storeId).where('id', '=', id).execute();
    },
    async findSession(storeId, by, now) {
      const base = db.selectFrom('sessions').selectAll().where('store_id', '=', storeId).where('expires_at', '>', now);
      const row = await ('hash' in by ? base.where('hash', '=', by.hash) : base.where('id', '=', by.id)).executeTakeFirst();
      return row && toSession(row);
    },
    async writeSession(storeId, session) {
      await db
        .insertInto('sessions')
        .values({
          store_id: storeId,
          id: session.id,
          hash: session.hash,
          user_id: session.userId,
          user_name: session.userName,
          role: session.role,
          created_at: session.createdAt,
          expires_at: session.expiresAt,
        })
        .execute();
      // Nothing else looks at sessions that are over.
      await db.deleteFrom('sessions').where('store_id', '=', storeId).where('expires_at', '<=', session.createdAt).execute();
    },
    async removeSession(storeId, id) {
      await db.deleteFrom('sessions').where('store_id', '=', storeId).where('id', '=', id).execute();
    },
    async writeSignInCode(storeId, code) {
      await db.insertInto('sign_in_codes').values({store_id: storeId, hash: code.hash, created_at: code.createdAt, expires_at: code.expiresAt, used_at: null}).execute();
      await db.deleteFrom('sign_in_codes').where('store_id', '=', storeId).where('expires_at', '<=', code.createdAt).execute();
    },
    async takeSignInCode(storeId, hash, now) {
      const {numUpdatedRows} = await db
        .updateTable('sign_in_codes')
        .set({used_at: now})
        .where('store_id', '=', storeId)
        .where('hash', '=', hash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
  };
}

function toToken(row: Selectable<Tables['tokens']>): TokenRecord {
  return {id: row.id, hash: row.hash, label: row.label, userId: row.user_id, userName: row.user_name, role: row.role as Role, createdAt: row.created_at};
}

function toSession(row: Selectable<Tables['sessions']>): SessionRecord {
  return {id: row.id, hash: row.hash, userId: row.user_id, userName: row.user_name, role: row.role as Role, createdAt: row.created_at, expiresAt: row.expires_at};
}
