import {sql, type Kysely, type RawBuilder} from 'kysely';
import type {Migration, MigrationProvider} from 'kysely/migration';

/** `text?` may be null; everything else is always there. */
type ColumnKind = 'text' | 'text?' | 'whole' | 'whole?' | 'real' | 'bytes';

/** What a column of bytes is called: the only word in which the databases differ. */
export type BytesType = 'blob' | 'bytea';

/** Migrations go forward only, in the order of their names; one that was released is never edited. */
export function migrationsFor(bytes: BytesType): MigrationProvider {
  const types: Record<ColumnKind, RawBuilder<unknown>> = {
    text: sql.raw('text not null'),
    'text?': sql.raw('text'),
    whole: sql.raw('bigint not null'),
    'whole?': sql.raw('bigint'),
    real: sql.raw('double precision not null'),
    bytes: sql.raw(`${bytes} not null`),
  };
  return {getMigrations: () => Promise.resolve({'0001-first-tables': firstTables(types), '0002-feed-scope-and-holds': feedScopeAndHolds} satisfies Record<string, Migration>)};
}

/** The new columns are filled by `bringOrdersUpToDate`, which looks at every order once because `derived_as` is empty. */
const feedScopeAndHolds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const add = (table: string, column: string, described: string): Promise<unknown> => sql`alter table ${sql.table(table)} add column ${sql.ref(column)} ${sql.raw(described)}`.execute(db);
    await add('orders', 'is_open', 'bigint not null default 0');
    await add('orders', 'hold_until_ms', 'bigint');
    await add('orders', 'detail', "text not null default ''");
    await add('orders', 'carrier', "text not null default ''");
    await add('orders', 'covered_customer_key', "text not null default ''");
    await add('orders', 'first_sent_ms', 'bigint');
    await add('orders', 'last_sent_ms', 'bigint');
    await add('orders', 'first_ship_on', 'text');
    await add('orders', 'last_ship_on', 'text');
    await db.schema.createIndex('orders_by_hold_until').on('orders').columns(['store_id', 'hold_until_ms']).execute();
    await add('stores', 'derived_as', "text not null default ''");
    await add('stores', 'deriving_as', "text not null default ''");
    await add('stores', 'derived_to', "text not null default ''");
  },
};

function firstTables(types: Record<ColumnKind, RawBuilder<unknown>>): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const table = async (name: string, columns: Readonly<Record<string, ColumnKind>>, key: readonly string[]): Promise<void> => {
        const described = Object.entries(columns).map(([column, kind]) => sql`${sql.ref(column)} ${types[kind]}`);
        await sql`create table ${sql.table(name)} (${sql.join(described)}, primary key (${sql.join(key.map((column) => sql.ref(column)))}))`.execute(db);
      };
      const index = (name: string, on: string, columns: readonly string[], unique = false): Promise<void> => {
        const builder = db.schema.createIndex(name).on(on).columns([...columns]);
        return (unique ? builder.unique() : builder).execute();
      };

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
  };
}
