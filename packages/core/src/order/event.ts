import type {ParcelContent} from '../parcel/parcel.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import type {Receipt} from '../payment/receipt.ts';
import type {CalendarDate, Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';
import type {Order} from './order.ts';

/** What an `order.placed` event holds: the facts of the new order with all defaults filled in. */
export type PlacedFacts = Omit<Order, 'version' | 'totals' | 'payment' | 'fulfillment' | 'status' | 'statusDetail' | 'applied' | 'createdAt' | 'updatedAt'>;

/** What happened, `noun.verbed`. Facts only: statuses are derived from them. */
export type OrderEventBody =
  | {readonly type: 'order.placed'; readonly order: PlacedFacts}
  | {readonly type: 'order.confirmed'; readonly parcelId?: string}
  | {readonly type: 'order.cancelled'; readonly reason?: string}
  | {readonly type: 'order.expired'}
  | {readonly type: 'receipt.submitted'; readonly receipt: Receipt}
  | {readonly type: 'receipt.superseded'; readonly receiptId: string}
  | {readonly type: 'receipt.accepted'; readonly receiptId: string; readonly amount: Money}
  | {readonly type: 'receipt.denied'; readonly receiptId: string; readonly message: string}
  | {readonly type: 'payment.entered'; readonly entry: PaymentEntry}
  | {readonly type: 'parcel.added'; readonly parcelId: string}
  | {readonly type: 'parcel.removed'; readonly parcelId: string}
  | {readonly type: 'parcel.packed'; readonly parcelId: string; readonly lineId: string; readonly quantity: number}
  | {readonly type: 'parcel.unpacked'; readonly parcelId: string; readonly lineId: string; readonly quantity: number}
  | {readonly type: 'parcel.verified'; readonly parcelId: string; readonly lineId?: string}
  | {readonly type: 'parcel.unlocked'; readonly parcelId: string; readonly reason: string; readonly lineId?: string}
  | {readonly type: 'parcel.scheduled'; readonly parcelId: string; readonly shipOn: CalendarDate | null}
  /** Bulk dispatch puts what is left into a parcel at once: one event, however many lines. */
  | {readonly type: 'parcel.filled'; readonly parcelId: string; readonly contents: readonly ParcelContent[]}
  /** Contents that stay behind move, still packing, to a parcel of their own. */
  | {readonly type: 'parcel.split'; readonly parcelId: string; readonly toParcelId: string; readonly contents: readonly ParcelContent[]}
  | {readonly type: 'parcel.sent'; readonly parcelId: string; readonly remark?: string; readonly trackingNumber?: string};

export type OrderEventType = OrderEventBody['type'];

/** An event with when (the server's clock once it has decided) and who. */
export type OrderEvent = OrderEventBody & {readonly at: Instant; readonly by: string};

/** An event as the log keeps it. */
export interface LoggedEvent {
  readonly orderId: string;
  /** The order's version after the command that caused it, and its place among that command's events. */
  readonly version: number;
  readonly index: number;
  readonly commandId: string;
  readonly deviceId?: string;
  readonly claimedAt?: Instant;
  readonly event: OrderEvent;
}
