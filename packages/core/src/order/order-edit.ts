import type {Money} from '../shared/money.ts';
import type {NewOrderLine} from './new-order.ts';
import type {Address, Channel, Customer, Discount, PaymentMethod, ShippingMethod, Tax} from './order.ts';

/** One change of the lines: a new one, one with other values, or one that goes. */
export type LineEdit =
  | {readonly add: NewOrderLine}
  | {
      readonly lineId: string;
      /** Units ordered; not below what was cancelled or sent. */
      readonly quantity?: number;
      readonly unitPrice?: Money;
      readonly sku?: string;
      readonly name?: string;
      readonly note?: string | null;
    }
  | {readonly remove: string};

/**
 * What is to be changed of an order; what is left out stays. `null` takes a value away.
 *
 * @example
 * {customer: {name: '陳大文'}, lines: [{lineId: '1', quantity: 2}, {remove: '3'}]}
 */
export interface OrderEdit {
  readonly channel?: Channel;
  readonly customer?: Customer;
  readonly shippingAddress?: Address | null;
  readonly paymentMethod?: PaymentMethod;
  readonly shippingMethod?: ShippingMethod;
  readonly lines?: readonly LineEdit[];
  readonly shippingFee?: Money | null;
  readonly discounts?: readonly Discount[];
  readonly tax?: Tax | null;
  readonly customerNote?: string | null;
  readonly staffNote?: string | null;
}
