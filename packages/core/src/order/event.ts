import type {ParcelContent, ParcelDimensions, ParcelTransit} from '../parcel/parcel.ts';
import type {PaymentEntry, PaymentStatus} from '../payment/payment-entry.ts';
import type {Receipt} from '../payment/receipt.ts';
import type {CalendarDate, Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';
import type {Hold, Order, OrderLine, StaffNote} from './order.ts';
import type {UndoableAct} from './undoable-act.ts';

/** What an `order.placed` event holds: the facts of the new order with all defaults filled in. */
export type PlacedFacts = Omit<Order, 'version' | 'totals' | 'payment' | 'fulfillment' | 'status' | 'statusDetail' | 'applied' | 'createdAt' | 'updatedAt'>;

/** The facts an edit may change, whole; a value of null takes the fact away. */
export type EditedFacts = {
  readonly [Key in 'channel' | 'customer' | 'paymentMethod' | 'shippingMethod' | 'discounts']?: Order[Key];
} & {
  readonly [Key in 'shippingAddress' | 'shippingFee' | 'tax' | 'customerNote' | 'staffNote']?: NonNullable<Order[Key]> | null;
} & {
  /** All lines as they are now. */
  readonly lines?: readonly OrderLine[];
  /** Parcel #1 of an order that travels from now on. */
  readonly addedParcelId?: string;
  /** Nothing travels any more: unsent parcels, which are empty, go. */
  readonly withoutParcels?: boolean;
};

/** What happened, `noun.verbed`. Facts only: statuses are derived from them. */
export type OrderEventBody =
  | {readonly type: 'order.placed'; readonly order: PlacedFacts}
  | {readonly type: 'order.confirmed'; readonly parcelId?: string}
  | {readonly type: 'order.cancelled'; readonly reason?: string}
  | {readonly type: 'order.expired'}
  /** The facts that changed, as they are now; null: no longer there. */
  | {readonly type: 'order.edited'; readonly changes: EditedFacts}
  | {readonly type: 'line.cancelled'; readonly lineId: string; readonly quantity: number; readonly reason?: string}
  | {readonly type: 'order.closed'}
  | {readonly type: 'order.archived'; readonly archived: boolean}
  /** What told who the customer was is gone, from the log as well. */
  | {readonly type: 'order.erased'}
  | {readonly type: 'note.added'; readonly note: StaffNote}
  | {readonly type: 'tags.changed'; readonly tags: readonly string[]}
  | {readonly type: 'hold.added'; readonly hold: Hold}
  | {readonly type: 'hold.released'; readonly holdId: string; readonly note?: string}
  /** From here on the act of this command can be undone, until the moment it says. */
  | {readonly type: 'act.undoable'; readonly act: UndoableAct}
  | {readonly type: 'act.undone'; readonly act: UndoableAct; /** A newer upload waits: the reopened one is superseded. */ readonly superseded?: boolean}
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
  | {readonly type: 'parcel.measured'; readonly parcelId: string; readonly weightGrams?: number | null; readonly dimensionsMm?: ParcelDimensions | null}
  | {readonly type: 'parcel.scheduled'; readonly parcelId: string; readonly shipOn: CalendarDate | null}
  /** Bulk dispatch puts what is left into a parcel at once: one event, however many lines. */
  | {readonly type: 'parcel.filled'; readonly parcelId: string; readonly contents: readonly ParcelContent[]}
  /** Contents that stay behind move, still packing, to a parcel of their own. */
  | {readonly type: 'parcel.split'; readonly parcelId: string; readonly toParcelId: string; readonly contents: readonly ParcelContent[]}
  | {readonly type: 'parcel.sent'; readonly parcelId: string; readonly remark?: string; readonly trackingNumber?: string}
  | {readonly type: 'parcel.tracked'; readonly parcelId: string; readonly trackingNumber: string | null}
  | {readonly type: 'parcel.reported'; readonly parcelId: string; readonly transit: ParcelTransit; readonly note?: string};

export type OrderEventType = OrderEventBody['type'];

/** An event with when (the server's clock once it has decided) and who. */
export type OrderEvent = OrderEventBody & {readonly at: Instant; readonly by: string};

/** What a log without amounts and addresses can no longer tell: how it stood after an event. */
export interface LoggedVerdicts {
  readonly payment: PaymentStatus;
  readonly addressComplete: boolean;
  readonly phoneTail?: string;
}

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
  /** In a redacted log only. */
  readonly verdicts?: LoggedVerdicts;
}
