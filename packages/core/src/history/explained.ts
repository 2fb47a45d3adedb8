import type {OrderStatus, StatusDetailCode} from '../order/order-status.ts';
import type {FulfillmentStatus} from '../order/order.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import type {Money} from '../shared/money.ts';

/** What a fact says: a code, a count of units, parcels or uploads, yes or no, or an amount. */
export type FactValue = string | number | boolean | Money;

/** How a fact is held against what a row needs. */
export type Comparison = 'is' | 'one-of' | 'above' | 'at-least' | 'at-most' | 'below';

/** One fact that a row reads, as it is and as the row needs it. */
export interface ReadFact<Fact extends string = string> {
  readonly fact: Fact;
  readonly value: FactValue;
  readonly comparison: Comparison;
  /** What the row needs: a value, several of which one will do (`one-of`), or what another fact says. */
  readonly needed: FactValue | readonly string[];
  /** Set when `needed` is what this other fact says. */
  readonly neededFact?: Fact;
  readonly holds: boolean;
}

/** One row of a table: it matches when all of its facts hold. */
export interface ExplainedRow<Code extends string = string, Fact extends string = string> {
  /** What the table answers when this row is the first that matches. */
  readonly answer: Code;
  /** decided: the first that matches · failed: its last fact does not hold · not-reached: a row before it decided. */
  readonly outcome: 'decided' | 'failed' | 'not-reached';
  /** The facts it read, in order; the last one of a failed row is the one that failed. */
  readonly facts: readonly ReadFact<Fact>[];
}

/** One derived value with the table that gave it, rows in order. */
export interface ExplainedAxis<Code extends string = string, Fact extends string = string> {
  /** Undefined when no row matches: there is no detail then. */
  readonly answer: Code | undefined;
  /** Empty in a redacted copy where the facts are amounts. */
  readonly rows: readonly ExplainedRow<Code, Fact>[];
}

export interface StatusExplanation {
  readonly payment: ExplainedAxis<PaymentStatus, PaymentFact>;
  readonly fulfillment: ExplainedAxis<FulfillmentStatus, FulfillmentFact>;
  readonly status: ExplainedAxis<OrderStatus, StatusFact>;
  readonly detail: ExplainedAxis<StatusDetailCode, DetailFact>;
}

/** `received` = A, accepted less reversed · `waived` = W · `refunded` = R · `settled` = A + W − R · `kept` = A − R · `surplus` = what came above payable, at least 0. */
export type PaymentFact = 'kind' | 'payable' | 'refunded' | 'received' | 'waitingUploads' | 'settled' | 'hasExpired' | 'surplus' | 'receivedAndWaived' | 'kept' | 'nothing';

/** Units that travel and are not cancelled; parcels that were sent. */
export type FulfillmentFact = 'units' | 'unsentUnits' | 'sentUnits' | 'unverifiedUnits' | 'packedUnits' | 'sentParcels' | 'returnedParcels' | 'deliveredParcels';

export type StatusFact =
  | 'lifecycle'
  | 'kind'
  | 'payment'
  | 'allowUnpaidDispatch'
  | 'needsReceipt'
  | 'uploads'
  | 'reviewOnlyWithReceipt'
  | 'unsentUnits'
  | 'completeOnFirstSend'
  | 'sentUnits';

export type DetailFact =
  | 'payment'
  | 'newestUpload'
  | 'reversals'
  | 'problemParcels'
  | 'unsentUnits'
  | 'fulfillment'
  | 'deliveredParcels'
  | 'carrier'
  | 'sentParcels'
  | 'holds'
  | 'sentUnits';
