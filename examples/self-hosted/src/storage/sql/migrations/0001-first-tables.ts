import type {Migration} from 'kysely/migration';
import type {ColumnTypes} from './column-types.ts';
import {tableMaker} from './table-maker.ts';

/** Stores, orders with their log, commands, effects, mails, receipts, and who may come in. */
export const firstTables = (types: ColumnTypes): Migration => ({
  async up(db) {
    const {table, index} = tableMaker(db, types);
    await table('stores', {id: 'text', epoch: 'text', origin: 'text', created_at: 'text'}, ['id']);
    await table('settings', {store_id: 'text', version: 'whole', position: 'whole', doc: 'text'}, ['store_id']);
    await table('feeds', {store_id: 'text', position: 'whole'}, ['store_id']);
    await table('series', {store_id: 'text', next_number: 'whole'}, ['store_id']);

    await table(
      'orders',
      {
        store_id: 'text', id: 'text', number: 'text', version: 'whole', position: 'whole', kind: 'text', lifecycle: 'text', status: 'text', payment: 'text',
        fulfillment: 'text', channel_key: 'text', placed_ms: 'whole', updated_ms: 'whole', total: 'real', number_key: 'text', customer_key: 'text',
        status_rank: 'whole', delivery_rank: 'whole', awaits_money: 'whole', search: 'text', doc: 'text',
      },
      ['store_id', 'id'],
    );
    await index('orders_by_position', 'orders', ['store_id', 'position'], true);
    await index('orders_by_number', 'orders', ['store_id', 'number'], true);
    await index('orders_by_number_key', 'orders', ['store_id', 'number_key', 'id']);
    for (const column of ['placed_ms', 'updated_ms', 'total', 'customer_key', 'channel_key', 'status_rank', 'delivery_rank']) {
      await index(`orders_by_${column}`, 'orders', ['store_id', column, 'number_key', 'id']);
    }
    for (const column of ['status', 'payment', 'fulfillment']) await index(`orders_in_${column}`, 'orders', ['store_id', column, 'placed_ms']);
    await index('orders_awaiting_money', 'orders', ['store_id', 'awaits_money', 'placed_ms']);

    await table('events', {store_id: 'text', order_id: 'text', version: 'whole', place: 'whole', command_id: 'text', doc: 'text'}, ['store_id', 'order_id', 'version', 'place']);
    await table(
      'commands',
      {store_id: 'text', id: 'text', order_id: 'text', fingerprint: 'text', outcome: 'text', version: 'whole', position: 'whole', refusal: 'text?', at: 'text'},
      ['store_id', 'id'],
    );

    await table(
      'effects',
      {
        store_id: 'text', effect_key: 'text', kind: 'text', order_id: 'text', payload: 'text', created_at: 'text', due_at: 'text', attempts: 'whole',
        leased_until: 'text?', leased_by: 'text?', done_at: 'text?', error: 'text?',
      },
      ['store_id', 'effect_key'],
    );
    await index('effects_by_due', 'effects', ['store_id', 'done_at', 'due_at']);
    await table(
      'mails',
      {
        store_id: 'text', message_id: 'text', order_id: 'text', order_number: 'text', kind: 'text', recipient: 'text', subject: 'text', body: 'text',
        language: 'text', sent_at: 'text',
      },
      ['store_id', 'message_id'],
    );
    await index('mails_by_time', 'mails', ['store_id', 'sent_at']);
    await table('receipt_files', {store_id: 'text', hash: 'text', media_type: 'text', size_bytes: 'whole', bytes: 'bytes', created_at: 'text'}, ['store_id', 'hash']);

    const person = {user_id: 'text', user_name: 'text', role: 'text', created_at: 'text'} as const;
    await table('tokens', {store_id: 'text', id: 'text', hash: 'text', label: 'text', ...person}, ['store_id', 'id']);
    await index('tokens_by_hash', 'tokens', ['store_id', 'hash'], true);
    await table('sessions', {store_id: 'text', id: 'text', hash: 'text', ...person, token_hash: 'text?', expires_at: 'text'}, ['store_id', 'id']);
    await index('sessions_by_hash', 'sessions', ['store_id', 'hash'], true);
    await table('bearers', {store_id: 'text', hash: 'text', session_id: 'text', expires_at: 'text'}, ['store_id', 'hash']);
    await table('sign_in_codes', {store_id: 'text', hash: 'text', created_at: 'text', expires_at: 'text', used_at: 'text?'}, ['store_id', 'hash']);
    await table('secrets', {store_id: 'text', name: 'text', value: 'bytes'}, ['store_id', 'name']);
  },
});
