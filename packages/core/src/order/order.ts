import type {Parcel} from '../parcel/parcel.ts';
import type {PaymentEntry, PaymentStatus} from '../payment/payment-entry.ts';
import type {Receipt} from '../payment/receipt.ts';
import type {Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';
import type {OrderStatus, StatusDetail} from './order-status.ts';
import type {UndoableAct} from './undoable-act.ts';

/** The version of the document shape this library writes. */
export const ORDER_SCHEMA_VERSION = 1;

/** sale: goods for money · credit: money back by document · adjustment: bookkeeping. The last two have nothing to send. */
export type OrderKind = 'sale' | 'credit' | 'adjustment';

/** Where the sale was made. `code` is one of the well-known ones or the host's own; `name` is a shop's own word for it. */
export interface Channel {
  /** `online`, `till`, `whatsapp`, `instagram`, `facebook`, `phone`, `import`, or the host's own. */
  readonly code: string;
  readonly name?: string;
}

export interface PaymentMethod {
  readonly code: string;
  readonly name?: string;
  /** The customer has to upload a proof of payment. */
  readonly needsReceipt: boolean;
  /** Goods may leave before money arrives (cash on delivery, trusted accounts). */
  readonly allowUnpaidDispatch: boolean;
}

export interface ShippingMethod {
  readonly code: string;
  readonly name?: string;
  /** shipany: booked through the gateway · own: a general courier · collect: fetched at the shop · none: nothing travels. */
  readonly carrier: 'shipany' | 'own' | 'collect' | 'none';
}

export interface Customer {
  /** The shop's own id for the customer, as the shop writes it. */
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** The last four digits, where the whole number is not for the reader's eyes. */
  readonly phoneTail?: string;
  /** BCP 47 language the customer is written to. */
  readonly language?: string;
}

export interface Address {
  readonly name?: string;
  readonly phone?: string;
  /** Street, block, floor and flat, as they are to stand on a label. */
  readonly lines: readonly string[];
  readonly district?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postcode?: string;
  /** ISO 3166 code where known, else the country as the source wrote it. */
  readonly country?: string;
}

/** One product and how many of it. Credits and adjustments keep the source's signed quantities. */
export interface OrderLine {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  /** Whole units; positive on a sale. */
  readonly quantity: number;
  readonly unitPrice: Money;
  /** False for fees, services and digital goods, and for everything when the carrier is `none`. */
  readonly requiresShipping: boolean;
  /** Units taken off again, 0 ≤ cancelled ≤ quantity. */
  readonly cancelled: number;
  /** The source's own remark on the line, kept as written. */
  readonly note?: string;
}

export interface Discount {
  readonly name: string;
  /** A positive amount, taken off. */
  readonly amount: Money;
}

export interface Tax {
  readonly amount: Money;
  /** Already inside the prices: shown, not added. */
  readonly included: boolean;
}

/** What keeps an order from leaving. */
export interface Hold {
  /** Named to release it. */
  readonly id: string;
  readonly reason: string;
  readonly until?: Instant;
  readonly at: Instant;
  readonly by: string;
  readonly note?: string;
}

/** A remark among colleagues; never shown to the customer. */
export interface StaffNote {
  readonly id: string;
  readonly text: string;
  readonly at: Instant;
  readonly by: string;
}

/** Exact sums over uncancelled units. */
export interface OrderTotals {
  readonly lines: Money;
  /** lines + shipping fee − discounts + added tax. */
  readonly total: Money;
  /** `total` rounded half-up to the currency's ISO digits; payments compare with this. */
  readonly payable: Money;
}

/** The derived axis: how much of the order has gone. */
export type FulfillmentStatus =
  | 'not_required'
  | 'unfulfilled'
  | 'packing'
  | 'packed'
  | 'part_sent'
  | 'sent'
  | 'part_delivered'
  | 'delivered'
  | 'part_returned'
  | 'returned';

/**
 * An order: stored facts, and statuses derived from them in the same write so that all can be filtered and sorted.
 * It is plain JSON. Fields this version does not know are kept.
 */
export interface Order {
  readonly schemaVersion: number;
  readonly id: string;
  /** What people call it; unique in a store. Empty until the server has given one to an order written offline. */
  readonly number: string;
  /** Commands applied to it so far; `expectedVersion` compares with this. */
  readonly version: number;
  readonly kind: OrderKind;
  readonly channel: Channel;
  readonly currency: string;
  /** When the customer ordered (by the source's clock). */
  readonly placedAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly lifecycle: 'draft' | 'placed' | 'closed' | 'cancelled';
  /** Put away: no longer in the standard views. */
  readonly archived: boolean;
  readonly cancelledAt?: Instant;
  readonly expiredAt?: Instant;
  /** When what told who the customer was went; words and names are a fixed mark since. */
  readonly erasedAt?: Instant;
  readonly customer: Customer;
  readonly shippingAddress?: Address;
  readonly paymentMethod: PaymentMethod;
  readonly shippingMethod: ShippingMethod;
  readonly lines: readonly OrderLine[];
  readonly shippingFee?: Money;
  readonly discounts: readonly Discount[];
  readonly tax?: Tax;
  readonly receipts: readonly Receipt[];
  readonly payments: readonly PaymentEntry[];
  readonly parcels: readonly Parcel[];
  readonly holds: readonly Hold[];
  readonly tags: readonly string[];
  /** Oldest first; absent in orders from before there were any. */
  readonly notes?: readonly StaffNote[];
  /** Acts that can still be taken back, oldest first. */
  readonly undoable?: readonly UndoableAct[];
  /** The customer's wish with the order. */
  readonly customerNote?: string;
  /** For staff only. */
  readonly staffNote?: string;
  /** What an import knows about where the order came from; kept as written. */
  readonly source?: Readonly<Record<string, string>>;

  // Derived from the facts above, materialised on every write (see derive-order.ts).
  readonly totals: OrderTotals;
  readonly payment: PaymentStatus;
  readonly fulfillment: FulfillmentStatus;
  readonly status: OrderStatus;
  readonly statusDetail?: StatusDetail;

  /** Set in a copy for a role that sees no money and no way to reach the customer: amounts in it are zero and mean nothing. */
  readonly redactedFor?: 'packer';
  /** In a redacted copy: whether the whole order has all that a label needs. */
  readonly addressComplete?: boolean;

  /** deviceId → the highest per-order sequence number of that device this document contains. */
  readonly applied: Readonly<Record<string, number>>;
}
