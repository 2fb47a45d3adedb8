import type {FulfillmentStatus} from '../order/order.ts';
import type {OrderStatus} from '../order/order-status.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import type {CalendarDate} from '../shared/instant.ts';

/** Which part of an order a word is looked for in. `any` is everything searchable. */
export type TextField = 'any' | 'number' | 'product' | 'sku' | 'customer' | 'phone' | 'email' | 'tracking' | 'tag' | 'channel';

/** One condition. All of a query's conditions must hold; `negated` turns one round. */
export type QueryTerm =
  | {readonly kind: 'text'; readonly field: TextField; /** As typed; folded when compared. */ readonly text: string; readonly negated: boolean}
  | {readonly kind: 'status'; readonly values: readonly OrderStatus[]; readonly negated: boolean}
  | {readonly kind: 'payment'; readonly values: readonly PaymentStatus[]; readonly negated: boolean}
  | {readonly kind: 'fulfillment'; readonly values: readonly FulfillmentStatus[]; readonly negated: boolean}
  /** Days in the shop's time zone, both ends included; an open end is undefined. */
  | {readonly kind: 'placed'; readonly from: CalendarDate | undefined; readonly to: CalendarDate | undefined; readonly negated: boolean}
  /** Plain decimals in whatever currency the order has; undefined = open. */
  | {readonly kind: 'total'; readonly min: number | undefined; readonly minIncluded: boolean; readonly max: number | undefined; readonly maxIncluded: boolean; readonly negated: boolean};

/** A parsed query: the same for typed text and for filters chosen by hand. */
export interface OrderQuery {
  readonly terms: readonly QueryTerm[];
}

/** Everything matches. */
export const EMPTY_QUERY: OrderQuery = {terms: []};

/** What a list can be ordered by. `-` in text form means descending: `-placedAt`. */
export type SortField = 'placedAt' | 'number' | 'customer' | 'status' | 'total' | 'delivery' | 'channel' | 'updatedAt';

export interface OrderSort {
  readonly field: SortField;
  readonly descending: boolean;
}

/** Newest first. */
export const DEFAULT_SORT: OrderSort = {field: 'placedAt', descending: true};

/** Typed text that is not a query, and where. */
export interface QueryProblem {
  readonly code: 'query/unknown-field' | 'query/unknown-value' | 'query/bad-date' | 'query/bad-number' | 'query/unclosed-quote';
  /** Offset of the first character, in UTF-16 units of the typed text. */
  readonly at: number;
  readonly length: number;
  readonly params: Readonly<Record<string, string>>;
}

export type ParsedQuery = {readonly ok: true; readonly query: OrderQuery} | {readonly ok: false; readonly problem: QueryProblem};
