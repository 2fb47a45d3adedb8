import type {Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';
import type {Address, Channel, Customer, Discount, OrderKind, PaymentMethod, ShippingMethod, Tax} from './order.ts';

/** A line as it is written down; what is left out gets its default from the decision. */
export interface NewOrderLine {
  /** Unique in the order; default `1`, `2`, … in file order. */
  readonly id?: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Default true; always false when the carrier is `none` or the kind is not `sale`. */
  readonly requiresShipping?: boolean;
  readonly note?: string;
}

/** Everything known about an order when it is placed, whether by a shopper, a clerk, a till or an import. */
export interface NewOrder {
  /** Given by the server in its own series when left out. */
  readonly number?: string;
  /** Default `sale`. */
  readonly kind?: OrderKind;
  readonly channel: Channel;
  /** ISO 4217; default the shop's. All amounts must be in it. */
  readonly currency?: string;
  /** Default: when the server decides. */
  readonly placedAt?: Instant;
  readonly customer?: Customer;
  readonly shippingAddress?: Address;
  readonly paymentMethod: PaymentMethod;
  readonly shippingMethod: ShippingMethod;
  readonly lines: readonly NewOrderLine[];
  readonly shippingFee?: Money;
  readonly discounts?: readonly Discount[];
  readonly tax?: Tax;
  /** Money that came with the order. Without `amount` it is paid in full. */
  readonly paid?: {readonly method: string; readonly amount?: Money};
  /** Write it down without placing it; `order.confirm` places it later. */
  readonly draft?: boolean;
  readonly tags?: readonly string[];
  readonly customerNote?: string;
  readonly staffNote?: string;
  readonly source?: Readonly<Record<string, string>>;
}
