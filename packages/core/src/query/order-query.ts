import type {FulfillmentStatus, OrderKind, ShippingMethod} from '../order/order.ts';
import type {OrderStatus, StatusDetailCode} from '../order/order-status.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import type {CalendarDate} from '../shared/instant.ts';

/** Which part of an order a word is looked for in. `any` is everything searchable but the channel and the reasons of holds. */
export type TextField = 'any' | 'number' | 'product' | 'sku' | 'customer' | 'phone' | 'email' | 'tracking' | 'tag' | 'channel' | 'hold';

/** What an order has, one of which `has:` asks for. */
export type HasFact = 'note' | 'remark' | 'tracking' | 'hold' | 'receipt';

/** What an order is besides its statuses. */
export type IsFact = 'archived';

/**
 * What somebody has to look into: a parcel the carrier could not deliver or brings back · a parcel that is on its way
 * but was never sent here · more money than was asked for · money kept for a cancelled order.
 */
export type OrderProblem = 'delivery' | 'moving_unsent' | 'overpaid' | 'refund_due';

/** The values of every field that has a fixed list of them. */
export interface ListValues {
  readonly status: OrderStatus;
  readonly detail: StatusDetailCode;
  readonly payment: PaymentStatus;
  readonly fulfillment: FulfillmentStatus;
  readonly kind: OrderKind;
  readonly carrier: ShippingMethod['carrier'];
  readonly has: HasFact;
  readonly is: IsFact;
  readonly problem: OrderProblem;
}

/** A field whose values are a fixed list. */
export type ListField = keyof ListValues;

/** A field of days: when it was ordered · last changed · when an unsent parcel is to leave · when a parcel left. */
export type DayField = 'placed' | 'updated' | 'ship' | 'sent';

/** Words in one field, or anywhere. */
export interface TextTerm {
  readonly kind: 'text';
  readonly field: TextField;
  /** As typed; folded when compared. */
  readonly text: string;
  readonly negated: boolean;
}

/** One of these values. */
export type ListTerm = {[Field in ListField]: {readonly kind: Field; readonly values: readonly ListValues[Field][]; readonly negated: boolean}}[ListField];

/** Days in the shop's time zone, both ends included; an open end is undefined. */
export type DayTerm = {
  [Field in DayField]: {readonly kind: Field; readonly from: CalendarDate | undefined; readonly to: CalendarDate | undefined; readonly negated: boolean};
}[DayField];

/** Plain decimals in whatever currency the order has; an open end is undefined. */
export interface TotalTerm {
  readonly kind: 'total';
  readonly min: number | undefined;
  readonly minIncluded: boolean;
  readonly max: number | undefined;
  readonly maxIncluded: boolean;
  readonly negated: boolean;
}

/** One condition. All of a query's conditions must hold; `negated` turns one round. */
export type QueryTerm = TextTerm | ListTerm | DayTerm | TotalTerm;

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
  /**
   * What a sentence needs: `field`, `value` as written, `known` values, and `nearest`, the field or value that was
   * probably meant (left out when none is near).
   */
  readonly params: Readonly<Record<string, string>>;
}

export type ParsedQuery = {readonly ok: true; readonly query: OrderQuery} | {readonly ok: false; readonly problem: QueryProblem};
