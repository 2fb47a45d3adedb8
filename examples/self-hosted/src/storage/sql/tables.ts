import type {Generated} from 'kysely';
import type {ChannelTables} from './channel-tables.ts';
import type {RetentionTables} from './retention-tables.ts';
import type {SearchTables} from './search/search-tables.ts';

/**
 * The tables, as kysely sees them. The store's id comes first in every key, so that stores can be spread over machines.
 * Documents are kept as text: they are passed on as they are, and both databases hold every character of them.
 */
export interface Tables extends ChannelTables, RetentionTables, SearchTables {
  /** See Derivation for the last three. */
  stores: StoreRowTable;
  settings: {store_id: string; version: number; position: number; doc: string};
  /** One counter row per store; see takePositions. */
  feeds: {store_id: string; position: number};
  series: {store_id: string; next_number: number};
  orders: OrderRowTable;
  events: {store_id: string; order_id: string; version: number; place: number; command_id: string; doc: string};
  commands: {
    store_id: string;
    id: string;
    order_id: string;
    fingerprint: string;
    outcome: string;
    version: number;
    position: number;
    refusal: string | null;
    at: string;
  };
  effects: {
    store_id: string;
    effect_key: string;
    kind: string;
    order_id: string;
    payload: string;
    created_at: string;
    due_at: string;
    attempts: number;
    leased_until: string | null;
    leased_by: string | null;
    done_at: string | null;
    /** What went wrong last, as a sentence. */
    error: string | null;
    /** Empty while it is open, then how it ended; see EffectOutcome. */
    outcome: Generated<string>;
    /** Since when it is not tried any more unless somebody says so. */
    dead_at: Generated<string | null>;
  };
  mails: {
    store_id: string;
    message_id: string;
    order_id: string;
    order_number: string;
    kind: string;
    recipient: string;
    subject: string;
    body: string;
    language: string;
    sent_at: string;
  };
  receipt_files: {store_id: string; hash: string; media_type: string; size_bytes: number; bytes: Uint8Array; created_at: string};
  tokens: {store_id: string; id: string; hash: string; label: string; user_id: string; user_name: string; role: string; created_at: string};
  sessions: {store_id: string; id: string; hash: string; user_id: string; user_name: string; role: string; token_hash: string | null; created_at: string; expires_at: string};
  bearers: {store_id: string; hash: string; session_id: string; expires_at: string};
  sign_in_codes: {store_id: string; hash: string; created_at: string; expires_at: string; used_at: string | null};
  secrets: {store_id: string; name: string; value: Uint8Array};
}

/** A store. What it does not say when it is made has a default. */
export interface StoreRowTable {
  id: string;
  epoch: string;
  origin: string;
  created_at: string;
  derived_as: Generated<string>;
  deriving_as: Generated<string>;
  derived_to: Generated<string>;
}

/** An order: what is filtered and sorted by in columns of its own, the rest in `doc`. */
export interface OrderRowTable {
  store_id: string;
  id: string;
  number: string;
  version: number;
  position: number;
  kind: string;
  lifecycle: string;
  status: string;
  payment: string;
  fulfillment: string;
  channel_key: string;
  /** Milliseconds since 1970, UTC. */
  placed_ms: number;
  updated_ms: number;
  /** Decimal value in the order's own currency; for comparing, never for adding. */
  total: number;
  number_key: string;
  customer_key: string;
  /** As a packer reads it: where the name holds a number or an address, that is covered. */
  covered_customer_key: string;
  status_rank: number;
  delivery_rank: number;
  /** 1: somebody still has to do something about it. */
  is_open: number;
  /** 1: what told who the customer was is gone, and nothing came since. */
  is_erased: number;
  /** When its first hold that ends by itself ends. */
  hold_until_ms: number | null;
  /** When its first and last sent parcel left; null when none did. */
  first_sent_ms: number | null;
  last_sent_ms: number | null;
  /** First and last day on which a parcel is to leave that has not; null without one. */
  first_ship_on: string | null;
  last_ship_on: string | null;
  /** Code of the status detail; empty without one. */
  detail: string;
  carrier: string;
  /** Goods wait for money that a receipt or a transfer has to bring. */
  awaits_money: number;
  /** Yes-or-no facts, a bit each; see order-flags.ts. And those a packer's copy has. */
  flags: number;
  covered_flags: number;
  doc: string;
}
