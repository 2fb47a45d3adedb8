import type {FulfillmentStatus, OrderKind} from '../order/order.ts';
import type {OrderStatus, StatusDetail} from '../order/order-status.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import type {Money} from '../shared/money.ts';

/** Which picture the *Delivery* column shows. */
export type DeliverySign = 'none' | 'unpacked' | 'packing' | 'packed' | 'sent' | 'delivered' | 'collect' | 'problem';

/** Whether the device has said something about this order that the server has not confirmed. */
export type RowMark = 'synced' | 'unsent' | 'refused';

/**
 * What one line of `<order-table>` paints: taken from columns, without reading the document.
 */
export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly kind: OrderKind;
  /** Milliseconds since 1970, UTC. */
  readonly placedAtMs: number;
  readonly customerName: string;
  readonly customerId: string;
  /** Name of the first line, and how many lines follow it. */
  readonly firstItem: string;
  readonly moreItems: number;
  readonly channelCode: string;
  readonly channelName: string;
  readonly status: OrderStatus;
  readonly statusDetail: StatusDetail | undefined;
  readonly payment: PaymentStatus;
  readonly fulfillment: FulfillmentStatus;
  readonly total: Money;
  /** Of a copy for somebody who sees no money: `total` is zero and means nothing. */
  readonly redacted?: true;
  readonly delivery: DeliverySign;
  readonly parcelCount: number;
  readonly mark: RowMark;
}
