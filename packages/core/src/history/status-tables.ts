import type {OrderStatus, StatusDetailCode} from '../order/order-status.ts';
import type {FulfillmentStatus} from '../order/order.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import type {DetailFact, FulfillmentFact, PaymentFact, StatusFact} from './explained.ts';
import {needsOf, type TableRow} from './explain-rows.ts';

/**
 * The tables of SPEC.md M6, S1 and S3 as data, in which an "or" is two rows with one answer. The functions that derive
 * say the same in code; a test holds the two together.
 */
const money = needsOf<PaymentFact>();
export const PAYMENT_TABLE: readonly TableRow<PaymentStatus, PaymentFact>[] = [
  {answer: 'not_required', needs: [money.oneOf('kind', 'credit', 'adjustment')]},
  {answer: 'not_required', needs: [money.than('payable', 'at-most', 'nothing')]},
  {answer: 'refunded', needs: [money.than('refunded', 'above', 'nothing'), money.than('refunded', 'at-least', 'received')]},
  {answer: 'in_review', needs: [money.above('waitingUploads', 0), money.than('settled', 'below', 'payable')]},
  {answer: 'expired', needs: [money.than('received', 'is', 'nothing'), money.is('hasExpired', true)]},
  {answer: 'unpaid', needs: [money.than('received', 'is', 'nothing')]},
  {answer: 'part_refunded', needs: [money.than('refunded', 'above', 'surplus'), money.than('receivedAndWaived', 'at-least', 'payable')]},
  {answer: 'part_paid', needs: [money.than('settled', 'below', 'payable')]},
  {answer: 'overpaid', needs: [money.than('kept', 'above', 'payable')]},
  {answer: 'paid', needs: []},
];

const units = needsOf<FulfillmentFact>();
const GONE = units.is('unsentUnits', 0);
export const FULFILLMENT_TABLE: readonly TableRow<FulfillmentStatus, FulfillmentFact>[] = [
  {answer: 'not_required', needs: [units.is('units', 0)]},
  {answer: 'returned', needs: [GONE, units.above('returnedParcels', 0), units.than('returnedParcels', 'is', 'sentParcels')]},
  {answer: 'part_returned', needs: [GONE, units.above('returnedParcels', 0)]},
  {answer: 'delivered', needs: [GONE, units.above('deliveredParcels', 0), units.than('deliveredParcels', 'is', 'sentParcels')]},
  {answer: 'part_delivered', needs: [GONE, units.above('deliveredParcels', 0)]},
  {answer: 'sent', needs: [GONE]},
  {answer: 'part_sent', needs: [units.above('sentUnits', 0)]},
  {answer: 'packed', needs: [units.is('unverifiedUnits', 0)]},
  {answer: 'packing', needs: [units.above('packedUnits', 0)]},
  {answer: 'unfulfilled', needs: []},
];

const status = needsOf<StatusFact>();
const MUST_PAY = status.is('allowUnpaidDispatch', false);
export const STATUS_TABLE: readonly TableRow<OrderStatus, StatusFact>[] = [
  {answer: 'cancelled', needs: [status.is('lifecycle', 'cancelled')]},
  {answer: 'draft', needs: [status.is('lifecycle', 'draft')]},
  {answer: 'credit', needs: [status.is('kind', 'credit')]},
  {answer: 'adjustment', needs: [status.is('kind', 'adjustment')]},
  {answer: 'refunded', needs: [status.is('payment', 'refunded')]},
  {answer: 'payment_review', needs: [status.is('payment', 'in_review')]},
  {answer: 'expired', needs: [status.is('payment', 'expired')]},
  {
    answer: 'payment_review',
    needs: [MUST_PAY, status.is('payment', 'unpaid'), status.is('needsReceipt', true), status.is('uploads', 0), status.is('reviewOnlyWithReceipt', false)],
  },
  {answer: 'pending_payment', needs: [MUST_PAY, status.oneOf('payment', 'unpaid', 'part_paid')]},
  {answer: 'complete', needs: [status.is('unsentUnits', 0)]},
  {answer: 'complete', needs: [status.is('completeOnFirstSend', true), status.above('sentUnits', 0)]},
  {answer: 'processing', needs: []},
];

const detail = needsOf<DetailFact>();
type DetailTable = readonly TableRow<StatusDetailCode, DetailFact>[];

/** The details of each status that has any. */
export const DETAIL_TABLES: {readonly [Status in OrderStatus]?: DetailTable} = {
  payment_review: [
    {answer: 'receipt_to_review', needs: [detail.is('payment', 'in_review')]},
    {answer: 'awaiting_receipt', needs: []},
  ],
  pending_payment: [
    {answer: 'receipt_denied', needs: [detail.is('newestUpload', 'denied')]},
    {answer: 'reversed', needs: [detail.above('reversals', 0)]},
    {answer: 'part_paid', needs: [detail.is('payment', 'part_paid')]},
  ],
  complete: [
    {answer: 'problem', needs: [detail.above('problemParcels', 0)]},
    {answer: 'left', needs: [detail.above('unsentUnits', 0)]},
    {answer: 'returned', needs: [detail.is('fulfillment', 'returned')]},
    {answer: 'delivered', needs: [detail.is('fulfillment', 'delivered')]},
    {answer: 'part_delivered', needs: [detail.above('deliveredParcels', 0)]},
    {answer: 'handed_over', needs: [detail.is('carrier', 'none')]},
    {answer: 'sent', needs: [detail.above('sentParcels', 0)]},
  ],
  processing: [
    {answer: 'on_hold', needs: [detail.above('holds', 0)]},
    {answer: 'part_sent', needs: [detail.above('sentUnits', 0)]},
    {answer: 'packed', needs: [detail.is('fulfillment', 'packed')]},
    {answer: 'packing', needs: [detail.is('fulfillment', 'packing')]},
  ],
};
