import type {Kysely, Selectable} from 'kysely';
import type {AttemptRecord, ChannelStorage, EndpointRecord, EndpointState} from '../channel-storage.ts';
import {fromSecrets, toSecrets, withoutNul} from './channel-columns.ts';
import type {Tables} from './tables.ts';

type EndpointStorage = Pick<ChannelStorage, 'listEndpoints' | 'findEndpoint' | 'writeEndpoint' | 'removeEndpoint' | 'noteHealth' | 'noteAttempt' | 'listAttempts'>;

/** Endpoints that are told about events, and the log of what was sent there. */
export function createEndpointStorage(db: Kysely<Tables>): EndpointStorage {
  return {
    listEndpoints: (storeId) => readEndpoints(db, storeId),
    async findEndpoint(storeId, endpointId) {
      const row = await db.selectFrom('webhook_endpoints').selectAll().where('store_id', '=', storeId).where('id', '=', endpointId).executeTakeFirst();
      return row && toEndpoint(row);
    },
    async writeEndpoint(storeId, {id, url, kinds, state, failingSince, createdAt, ...secrets}) {
      const facts = {url, kinds: JSON.stringify(kinds), state, failing_since: failingSince ?? null, ...fromSecrets(secrets)};
      await db
        .insertInto('webhook_endpoints')
        .values({store_id: storeId, id, ...facts, created_at: createdAt})
        .onConflict((conflict) => conflict.columns(['store_id', 'id']).doUpdateSet(facts))
        .execute();
    },
    async removeEndpoint(storeId, endpointId) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('webhook_attempts').where('store_id', '=', storeId).where('endpoint_id', '=', endpointId).execute();
        await transaction.deleteFrom('webhook_endpoints').where('store_id', '=', storeId).where('id', '=', endpointId).execute();
      });
    },
    async noteHealth(storeId, endpointId, {failingSince, disable}) {
      const endpoint = db.updateTable('webhook_endpoints').where('store_id', '=', storeId).where('id', '=', endpointId);
      await endpoint.set({failing_since: failingSince ?? null}).execute();
      // One that the owner has switched off meanwhile stays the owner's.
      if (disable) await endpoint.set({state: 'disabled'}).where('state', '=', 'on').execute();
    },
    async noteAttempt(storeId, attempt, most) {
      const {id, endpointId, eventId, kind, orderId, at, outcome, status, error, tookMs} = attempt;
      await db
        .insertInto('webhook_attempts')
        .values({
          store_id: storeId,
          endpoint_id: endpointId,
          id,
          event_id: eventId,
          kind,
          order_id: orderId ?? null,
          at,
          attempt: attempt.attempt,
          outcome,
          status: status ?? null,
          error: error === undefined ? null : withoutNul(error),
          took_ms: tookMs,
        })
        .execute();
      const tooOld = await db
        .selectFrom('webhook_attempts')
        .select('id')
        .where('store_id', '=', storeId)
        .where('endpoint_id', '=', endpointId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .offset(most)
        .limit(1000)
        .execute();
      if (tooOld.length === 0) return;
      await db
        .deleteFrom('webhook_attempts')
        .where('store_id', '=', storeId)
        .where('endpoint_id', '=', endpointId)
        .where('id', 'in', tooOld.map((row) => row.id))
        .execute();
    },
    async listAttempts(storeId, limit) {
      const rows = await db.selectFrom('webhook_attempts').selectAll().where('store_id', '=', storeId).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toAttempt);
    },
  };
}

/** Also asked inside the transaction that decides commands. */
export async function readEndpoints(db: Kysely<Tables>, storeId: string): Promise<readonly EndpointRecord[]> {
  const rows = await db.selectFrom('webhook_endpoints').selectAll().where('store_id', '=', storeId).orderBy('created_at').orderBy('id').execute();
  return rows.map(toEndpoint);
}

function toEndpoint(row: Selectable<Tables['webhook_endpoints']>): EndpointRecord {
  return {
    id: row.id,
    url: row.url,
    kinds: JSON.parse(row.kinds) as string[],
    state: row.state as EndpointState,
    failingSince: row.failing_since ?? undefined,
    createdAt: row.created_at,
    ...toSecrets(row),
  };
}

function toAttempt(row: Selectable<Tables['webhook_attempts']>): AttemptRecord {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    kind: row.kind,
    orderId: row.order_id ?? undefined,
    at: row.at,
    attempt: Number(row.attempt),
    outcome: row.outcome === 'delivered' ? 'delivered' : 'failed',
    status: row.status === null ? undefined : Number(row.status),
    error: row.error ?? undefined,
    tookMs: Number(row.took_ms),
  };
}
