import type {CalendarDate, Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';
import type {ParcelDimensions, ParcelTransit} from '../parcel/parcel.ts';
import type {NewOrder} from './new-order.ts';
import type {OrderEdit} from './order-edit.ts';

/** What every command carries besides its own fields. */
export interface CommandEnvelope {
  /** Its idempotency key for life: a UUIDv7, or an id derived from (job, order). Never an ordering. */
  readonly id: string;
  readonly schemaVersion: 1;
  /** The one order it touches. */
  readonly orderId: string;
  /** Which device asked, and the how-manieth command of that device to this order it is (1, 2, …). */
  readonly device?: {readonly id: string; readonly seq: number};
  /** The device's own clock; kept, never trusted. */
  readonly claimedAt?: Instant;
}

/** The wishes themselves, `noun.verb`. Ids that a decision needs travel inside. */
export type CommandBody =
  | {readonly type: 'order.place'; readonly order: NewOrder}
  | {readonly type: 'order.confirm'}
  /** Changes what was ordered, by whom, where it goes. `undoPacking`: packed units may be taken out again (see `previewEdit`). */
  | {readonly type: 'order.edit'; readonly changes: OrderEdit; readonly undoPacking?: boolean; readonly expectedVersion?: number}
  | {readonly type: 'order.cancel'; readonly reason?: string}
  /** Units that will never be sent; the last one of an order cancels it. */
  | {readonly type: 'line.cancel'; readonly lineId: string; readonly quantity: number; readonly reason?: string; readonly undoPacking?: boolean}
  | {readonly type: 'order.expire'}
  | {readonly type: 'order.dispatch'; readonly mode: 'all_items' | 'packed_only'; readonly shipOn?: CalendarDate; readonly remark?: string}
  /** Sends these parcels, or every ready one (verified, with a day). */
  | {readonly type: 'order.send'; readonly parcelIds?: readonly string[]; readonly remark?: string}
  /** The ready switch of all unsent parcels at once. */
  | {readonly type: 'order.schedule'; readonly shipOn: CalendarDate | null}
  /** Nothing left to do: kept from further changes. */
  | {readonly type: 'order.close'}
  | {readonly type: 'order.archive'; readonly archived: boolean}
  /** Takes away what tells who the customer was, for good; of a finished order, by the owner or the scheduler. */
  | {readonly type: 'order.erase'}
  /** Takes an *Accept*, a *Deny* or a *Send* back while its letter is still held. `undoes` is that command's id. */
  | {readonly type: 'order.undo'; readonly undoes: string}
  | {readonly type: 'note.add'; readonly text: string}
  | {readonly type: 'tags.change'; readonly add?: readonly string[]; readonly remove?: readonly string[]}
  /** Keeps parcels from leaving; packing goes on. `until` is carried out by the server's scheduler. */
  | {readonly type: 'hold.add'; readonly reason: string; readonly until?: Instant; readonly note?: string}
  /** Without `holdId` every hold. */
  | {readonly type: 'hold.release'; readonly holdId?: string; readonly note?: string}
  | {readonly type: 'receipt.submit'; readonly receiptId: string; readonly hash: string; readonly mediaType: string; readonly sizeBytes: number}
  | {
      readonly type: 'receipt.accept';
      readonly receiptId: string;
      /** Hash of the picture that was looked at. */
      readonly hash: string;
      /** What the receipt shows; default all that is still to pay. */
      readonly amount?: Money;
      /** Count a smaller amount as full and record the difference. */
      readonly acceptAsFull?: boolean;
      readonly expectedVersion?: number;
    }
  | {
      readonly type: 'receipt.deny';
      readonly receiptId: string;
      readonly hash: string;
      /** Words to the customer; at least one visible character. */
      readonly message: string;
      readonly expectedVersion?: number;
    }
  | {readonly type: 'payment.record'; readonly amount?: Money; readonly method?: string; readonly note?: string}
  | {readonly type: 'payment.refund'; readonly amount: Money; readonly note?: string}
  /** A received amount that turned out not to be there; default all of it that was not reversed yet. */
  | {readonly type: 'payment.reverse'; readonly entryId: string; readonly amount?: Money; readonly note?: string}
  | {readonly type: 'parcel.add'; readonly parcelId: string}
  | {readonly type: 'parcel.remove'; readonly parcelId: string}
  | {readonly type: 'parcel.pack'; readonly parcelId: string; readonly lineId: string; readonly quantity: number}
  | {readonly type: 'parcel.unpack'; readonly parcelId: string; readonly lineId: string; readonly quantity: number}
  /** Without `lineId` the whole parcel: *Verify Packed*. */
  | {readonly type: 'parcel.verify'; readonly parcelId: string; readonly lineId?: string}
  | {readonly type: 'parcel.unlock'; readonly parcelId: string; readonly reason: string; readonly lineId?: string}
  /** The ready switch: a day, or null for not ready. */
  | {readonly type: 'parcel.schedule'; readonly parcelId: string; readonly shipOn: CalendarDate | null}
  /** Scale and tape: whole grams and millimetres; null takes a value back. */
  | {readonly type: 'parcel.measure'; readonly parcelId: string; readonly weightGrams?: number | null; readonly dimensionsMm?: ParcelDimensions | null}
  | {readonly type: 'parcel.send'; readonly parcelId: string; readonly remark?: string; readonly trackingNumber?: string}
  /** Corrects the tracking number, also after sending. */
  | {readonly type: 'parcel.track'; readonly parcelId: string; readonly trackingNumber: string | null}
  /** What became of a sent parcel, told by hand. */
  | {readonly type: 'parcel.report'; readonly parcelId: string; readonly transit: Exclude<ParcelTransit, 'none'>; readonly note?: string};

/**
 * A wish that touches exactly one order.
 *
 * @example
 * {id: newId(), schemaVersion: 1, orderId, type: 'parcel.pack', parcelId, lineId: '1', quantity: 2}
 */
export type Command = CommandEnvelope & CommandBody;

export type CommandType = CommandBody['type'];

/** The body of one command type. */
export type CommandOf<Type extends CommandType> = CommandEnvelope & Extract<CommandBody, {type: Type}>;

/** All command types, in the order a sale lives through them. */
export const COMMAND_TYPES = [
  'order.place',
  'order.confirm',
  'order.edit',
  'order.cancel',
  'line.cancel',
  'order.expire',
  'order.dispatch',
  'order.send',
  'order.schedule',
  'order.close',
  'order.archive',
  'order.erase',
  'order.undo',
  'note.add',
  'tags.change',
  'hold.add',
  'hold.release',
  'receipt.submit',
  'receipt.accept',
  'receipt.deny',
  'payment.record',
  'payment.refund',
  'payment.reverse',
  'parcel.add',
  'parcel.remove',
  'parcel.pack',
  'parcel.unpack',
  'parcel.verify',
  'parcel.unlock',
  'parcel.schedule',
  'parcel.measure',
  'parcel.send',
  'parcel.track',
  'parcel.report',
] as const satisfies readonly CommandType[];
