import type {FulfillmentStatus} from '../order/order.ts';
import type {OrderStatus, StatusDetail} from '../order/order-status.ts';
import type {ParcelTransit} from '../parcel/parcel.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import type {ReceiptState} from '../payment/receipt.ts';
import type {Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';

/**
 * An order as its customer sees it through a signed link: `GET /v1/shop/orders/{token}`. Nothing of the shop's own side
 * is in it, no notes of the staff and no other customer. Addresses in it are relative to the backend.
 */
export interface ShopperOrder {
  readonly storeName: string;
  readonly number: string;
  readonly version: number;
  readonly placedAt: Instant;
  /** BCP 47 language the customer is written to. */
  readonly language: string;
  /** IANA zone in which the shop's times are meant. */
  readonly timeZone: string;
  readonly status: OrderStatus;
  readonly statusDetail?: StatusDetail;
  readonly payment: PaymentStatus;
  readonly fulfillment: FulfillmentStatus;
  readonly currency: string;
  readonly lines: readonly ShopperLine[];
  readonly shippingFee?: Money;
  readonly discounts: readonly {readonly name: string; readonly amount: Money}[];
  readonly total: Money;
  readonly payable: Money;
  /** What is still to pay; nothing when paid, cancelled, or too much came in. */
  readonly due: Money;
  readonly paymentMethod: {readonly code: string; readonly name?: string};
  readonly shippingMethod: {readonly code: string; readonly name?: string; readonly carrier: 'shipany' | 'own' | 'collect' | 'none'};
  /** How to pay, while something is due by a method that takes a receipt. */
  readonly payInstructions?: {
    /** 轉數快識別碼: the shop's id in the Faster Payment System, grouped for reading. */
    readonly fpsId: string;
    readonly payee: string;
    /** What the customer is to write with the payment. */
    readonly reference: string;
  };
  /** A proof of payment may be uploaded now. */
  readonly canUploadReceipt: boolean;
  /** Largest upload, in bytes. */
  readonly receiptBytes: number;
  /** Newest last. */
  readonly receipts: readonly ShopperReceipt[];
  /** Parcels that have left, in the shop's order. */
  readonly parcels: readonly ShopperParcel[];
  /** Units packed so far but not sent. */
  readonly packing: {readonly packed: number; readonly of: number};
  /** When this link stops working. */
  readonly linkExpiresAt: Instant;
}

export interface ShopperLine {
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Address of a picture, where the shop has one. */
  readonly picture?: string;
}

export interface ShopperReceipt {
  readonly id: string;
  readonly state: ReceiptState;
  readonly uploadedAt: Instant;
  readonly mediaType: string;
  /** Address of the uploaded bytes; the link token inside it is the right to read. */
  readonly content: string;
  /** The shop's words on a denied one. */
  readonly message?: string;
  readonly decidedAt?: Instant;
  readonly acceptedAmount?: Money;
}

export interface ShopperParcel {
  readonly id: string;
  /** Its `#n`. */
  readonly position: number;
  readonly verifiedAt?: Instant;
  readonly sentAt: Instant;
  readonly remark?: string;
  readonly trackingNumber?: string;
  readonly transit: ParcelTransit;
  readonly contents: readonly {readonly lineId: string; readonly quantity: number}[];
}
