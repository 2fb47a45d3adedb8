import type {Migration} from 'kysely/migration';
import type {ColumnTypes} from './column-types.ts';
import {tableMaker} from './table-maker.ts';

/** Channels that orders come from, endpoints that are told about events, and the log of both. */
export const channels = (types: ColumnTypes): Migration => ({
  async up(db) {
    const {table, index} = tableMaker(db, types);
    const secrets = {secret: 'text', old_secret: 'text?', old_secret_until: 'text?'} as const;
    await table('channels', {store_id: 'text', id: 'text', name: 'text', code: 'text', format: 'text', ...secrets, created_at: 'text'}, ['store_id', 'id']);
    await table(
      'channel_deliveries',
      {
        store_id: 'text', channel_id: 'text', id: 'text', received_at: 'text', last_at: 'text', times: 'whole', replays: 'whole', outcome: 'text', reason: 'text',
        order_id: 'text?', order_number: 'text?', body: 'text?',
      },
      ['store_id', 'channel_id', 'id'],
    );
    await index('channel_deliveries_by_time', 'channel_deliveries', ['store_id', 'last_at']);
    await table(
      'webhook_endpoints',
      {store_id: 'text', id: 'text', url: 'text', kinds: 'text', ...secrets, state: 'text', failing_since: 'text?', created_at: 'text'},
      ['store_id', 'id'],
    );
    await table(
      'webhook_attempts',
      {
        store_id: 'text', endpoint_id: 'text', id: 'text', event_id: 'text', kind: 'text', order_id: 'text?', at: 'text', attempt: 'whole', outcome: 'text',
        status: 'whole?', error: 'text?', took_ms: 'whole',
      },
      ['store_id', 'endpoint_id', 'id'],
    );
    await index('webhook_attempts_by_time', 'webhook_attempts', ['store_id', 'at']);
  },
});
