import type {DeliverySign, FulfillmentStatus, Money, Order, OrderKind, OrderStatus, PaymentStatus, StatusDetail} from '@packline/core';
import * as z from 'zod/mini';

/** What one line of a list shows of an order, with the names the document has. */
export interface OrderSummary {
  readonly id: string;
  readonly number: string;
  readonly kind: OrderKind;
  readonly version: number;
  readonly placedAt: string;
  readonly updatedAt: string;
  /** Without a name of their own the one on the label. */
  readonly customer: {readonly id?: string; readonly name?: string};
  /** Name of the first line, or its SKU; empty without lines. */
  readonly firstItem: string;
  /** Lines behind the first. */
  readonly moreItems: number;
  readonly channel: Order['channel'];
  readonly status: OrderStatus;
  readonly statusDetail?: StatusDetail;
  readonly payment: PaymentStatus;
  readonly fulfillment: FulfillmentStatus;
  /** Zero in a copy without amounts. */
  readonly total: Money;
  readonly redactedFor?: Order['redactedFor'];
  readonly delivery: DeliverySign;
  readonly parcelCount: number;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** One line of a list. Status words and money are core's; here is checked that it is a summary at all. */
export const orderSummarySchema = z.custom<OrderSummary>(
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const {id, number, version, customer, firstItem, moreItems, status, total, parcelCount} = value as Partial<Record<keyof OrderSummary, unknown>>;
    return isText(id) && typeof number === 'string' && isCount(version) && typeof customer === 'object' && customer !== null && typeof firstItem === 'string' && isCount(moreItems) && isText(status) && typeof total === 'object' && total !== null && isCount(parcelCount);
  },
  {error: 'A summary of an order with id, number, version, customer, firstItem, status and total was expected.'},
);

/** `GET /v1/orders?view=row`: one page of an answer to a query, as summaries. */
export const orderSummariesSchema = z.looseObject({
  orders: z.array(orderSummarySchema),
  /** Where the next page begins; null when there is none. */
  cursor: z.nullable(z.string()),
  hasMore: z.boolean(),
  count: z.int().check(z.gte(0)),
  countIsExact: z.boolean(),
});

/** One page of summaries. */
export type OrderSummaries = z.infer<typeof orderSummariesSchema>;
