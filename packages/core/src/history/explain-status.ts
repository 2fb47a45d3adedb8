import type {Order} from '../order/order.ts';
import {isInTrouble, type ParcelTransit} from '../parcel/parcel.ts';
import {moneyMoved} from '../rules/derive-payment.ts';
import {sumPlaces, unsentOf} from '../rules/places.ts';
import type {Settings} from '../settings/settings.ts';
import {add, subtract, zero} from '../shared/money.ts';
import {explainTable} from './explain-rows.ts';
import type {DetailFact, FactValue, FulfillmentFact, PaymentFact, StatusExplanation, StatusFact} from './explained.ts';
import {DETAIL_TABLES, FULFILLMENT_TABLE, PAYMENT_TABLE, STATUS_TABLE} from './status-tables.ts';

type Facts<Name extends string> = Readonly<Record<Name, FactValue>>;
type RuleSettings = Pick<Settings, 'completeOnFirstSend' | 'reviewOnlyWithReceipt'>;

/**
 * Why an order has its statuses: the tables they come from, row by row, with the facts each row read, the one it
 * failed on, and the row that decided. Codes and values only; the sentences are the strings files' matter.
 *
 * In a redacted copy `payment` has its answer and no rows: they would be amounts.
 *
 * @example
 * explainStatus(order, settings).status.rows.find(({outcome}) => outcome === 'decided')?.facts
 */
export function explainStatus(order: Order, settings: RuleSettings): StatusExplanation {
  const status = explainTable(STATUS_TABLE, statusFacts(order, settings));
  return {
    payment: order.redactedFor === undefined ? explainTable(PAYMENT_TABLE, paymentFacts(order)) : {answer: order.payment, rows: []},
    fulfillment: explainTable(FULFILLMENT_TABLE, fulfillmentFacts(order)),
    status,
    detail: explainTable((status.answer && DETAIL_TABLES[status.answer]) ?? [], detailFacts(order)),
  };
}

function paymentFacts(order: Order): Facts<PaymentFact> {
  const {accepted, waived, refunded} = moneyMoved(order);
  const {payable} = order.totals;
  const nothing = zero(order.currency);
  const surplus = subtract(accepted, payable);
  return {
    kind: order.kind,
    payable,
    refunded,
    received: accepted,
    waitingUploads: order.receipts.filter(({state}) => state === 'submitted').length,
    settled: subtract(add(accepted, waived), refunded),
    hasExpired: order.expiredAt !== undefined,
    surplus: surplus.amount > 0 ? surplus : nothing,
    receivedAndWaived: add(accepted, waived),
    kept: subtract(accepted, refunded),
    nothing,
  };
}

function fulfillmentFacts(order: Order): Facts<FulfillmentFact> {
  const places = sumPlaces(order);
  const {ordered, cancelled, unallocated, packing, verified, sent} = places;
  return {
    units: ordered - cancelled,
    unsentUnits: unsentOf(places),
    sentUnits: sent,
    unverifiedUnits: unallocated + packing,
    packedUnits: packing + verified,
    ...parcelFacts(order),
  };
}

function parcelFacts({parcels}: Order): Facts<'sentParcels' | 'returnedParcels' | 'deliveredParcels' | 'problemParcels'> {
  const sent = parcels.filter(({sentAt}) => sentAt !== undefined);
  const withTransit = (code: ParcelTransit) => sent.filter(({transit}) => transit === code).length;
  return {
    sentParcels: sent.length,
    returnedParcels: withTransit('returned'),
    deliveredParcels: withTransit('delivered'),
    problemParcels: sent.filter(isInTrouble).length,
  };
}

function statusFacts(order: Order, settings: RuleSettings): Facts<StatusFact> {
  const places = sumPlaces(order);
  return {
    lifecycle: order.lifecycle,
    kind: order.kind,
    payment: order.payment,
    allowUnpaidDispatch: order.paymentMethod.allowUnpaidDispatch,
    needsReceipt: order.paymentMethod.needsReceipt,
    uploads: order.receipts.length,
    reviewOnlyWithReceipt: settings.reviewOnlyWithReceipt,
    unsentUnits: unsentOf(places),
    completeOnFirstSend: settings.completeOnFirstSend,
    sentUnits: places.sent,
  };
}

function detailFacts(order: Order): Facts<DetailFact> {
  const places = sumPlaces(order);
  const {sentParcels, deliveredParcels, problemParcels} = parcelFacts(order);
  return {
    payment: order.payment,
    newestUpload: order.receipts.at(-1)?.state ?? 'none',
    reversals: order.payments.filter(({kind}) => kind === 'reversed').length,
    problemParcels,
    unsentUnits: unsentOf(places),
    fulfillment: order.fulfillment,
    deliveredParcels,
    carrier: order.shippingMethod.carrier,
    sentParcels,
    holds: order.holds.length,
    sentUnits: places.sent,
  };
}
