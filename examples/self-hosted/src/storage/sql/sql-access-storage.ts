import type {Role} from '@packline/core';
import type {Kysely, Selectable} from 'kysely';
import type {AccessStorage, SessionRecord, TokenRecord, TokenRole} from '../access-storage.ts';
import type {SqlDialect} from './sql-dialect.ts';
import type {Tables} from './tables.ts';
import {tryingAgain} from './trying-again.ts';

/** Tokens, sessions and secrets. */
export function createAccessStorage(db: Kysely<Tables>, {isContention}: Pick<SqlDialect, 'isContention'>): AccessStorage {
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
      const write = (): Promise<void> =>
        db.transaction().execute(async (transaction) => {
          await transaction.deleteFrom('tokens').where('store_id', '=', storeId).where((where) => where.or([where('id', '=', token.id), where('hash', '=', token.hash)])).execute();
          await transaction.insertInto('tokens').values(row).execute();
        });
      // Several processes that start at once all write the one from the environment.
      await tryingAgain(write, isContention);
    },
    async removeToken(storeId, id) {
      await db.deleteFrom('tokens').where('store_id', '=', storeId).where('id', '=', id).execute();
    },
    async findSession(storeId, by, now) {
      const valid = db
        .selectFrom('sessions')
        .selectAll()
        .where('store_id', '=', storeId)
        .where('expires_at', '>', now)
        .where((where) => where.or([where('token_hash', 'is', null), where('token_hash', 'in', where.selectFrom('tokens').select('hash').where('store_id', '=', storeId))]));
      const row = await (
        'cookieHash' in by
          ? valid.where('hash', '=', by.cookieHash)
          : valid.where('id', '=', (where) => where.selectFrom('bearers').select('session_id').where('store_id', '=', storeId).where('hash', '=', by.bearerHash).where('expires_at', '>', now))
      ).executeTakeFirst();
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
          token_hash: session.tokenHash ?? null,
          created_at: session.createdAt,
          expires_at: session.expiresAt,
        })
        .execute();
      // Nothing else looks at sessions that are over.
      await db.deleteFrom('sessions').where('store_id', '=', storeId).where('expires_at', '<=', session.createdAt).execute();
    },
    async writeBearer(storeId, {hash, sessionId, createdAt, expiresAt}) {
      await db.insertInto('bearers').values({store_id: storeId, hash, session_id: sessionId, expires_at: expiresAt}).execute();
      await db.deleteFrom('bearers').where('store_id', '=', storeId).where('expires_at', '<=', createdAt).execute();
    },
    async removeSession(storeId, id) {
      await db.deleteFrom('bearers').where('store_id', '=', storeId).where('session_id', '=', id).execute();
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
  return {id: row.id, hash: row.hash, label: row.label, userId: row.user_id, userName: row.user_name, role: row.role as TokenRole, createdAt: row.created_at};
}

function toSession(row: Selectable<Tables['sessions']>): SessionRecord {
  return {id: row.id, hash: row.hash, userId: row.user_id, userName: row.user_name, role: row.role as Role, tokenHash: row.token_hash ?? undefined, createdAt: row.created_at, expiresAt: row.expires_at};
}
