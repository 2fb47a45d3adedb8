import {DELIVERY_SIGNS, ORDER_STATUSES} from '@packline/core';
import * as z from 'zod/mini';
import type {OrderSummary} from '../contract/order-summaries.ts';
import {answer, count, instant, optional, positive} from './components.ts';
import {channel, money, order, statusDetail} from './order-schemas.ts';

const {kind, payment, fulfillment, redactedFor} = order.shape;

export const orderSummary = answer(
  'OrderSummary',
  'What one line of a list shows of an order.',
  z.looseObject({
    id: z.string().check(z.minLength(1)),
    number: z.string(),
    kind,
    version: positive,
    placedAt: instant,
    updatedAt: instant,
    customer: z.looseObject({id: optional(z.string()), name: optional(z.string())}),
    firstItem: z.string(),
    moreItems: count,
    channel,
    status: z.enum(ORDER_STATUSES),
    statusDetail: optional(statusDetail),
    payment,
    fulfillment,
    total: money,
    redactedFor,
    delivery: z.enum(DELIVERY_SIGNS),
    parcelCount: count,
  }) satisfies z.ZodMiniType<OrderSummary>,
);
