import type {OrdersPage} from '@packline/core';
import * as z from 'zod/mini';
import {loggedEventSchema, orderDocumentSchema} from './documents.ts';

/** Query of `GET /v1/orders`. `sort` is a field name, `-` in front for descending. */
export const ordersQuerySchema = z.object({
  q: z.exactOptional(z.string()),
  sort: z.exactOptional(z.string()),
  limit: z.exactOptional(z.int().check(z.gte(1))),
  after: z.exactOptional(z.string()),
  /** `row`: summaries instead of whole orders. */
  view: z.exactOptional(z.enum(['row'])),
});

/** `GET /v1/orders`: one page of an answer to a query. */
export const ordersPageSchema = z.looseObject({
  orders: z.array(orderDocumentSchema),
  /** Where the next page begins; null when there is none. */
  cursor: z.nullable(z.string()),
  hasMore: z.boolean(),
  count: z.int().check(z.gte(0)),
  countIsExact: z.boolean(),
}) satisfies z.ZodMiniType<OrdersPage>;

/** `GET /v1/orders/{id}/events`: the order's log, oldest first. */
export const eventsAnswerSchema = z.object({events: z.array(loggedEventSchema)});
