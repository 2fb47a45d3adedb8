import type {ChangesPage} from '@packline/core';
import * as z from 'zod/mini';
import {orderDocumentSchema, settingsSchema} from './documents.ts';
import {FEED_SCOPES} from './feed-scope.ts';

/** Query of `GET /v1/changes`. A limit past the backend's own is clamped, not refused. */
export const changesQuerySchema = z.object({
  after: z.exactOptional(z.string()),
  /** Default `all`. A cursor is good for the scope it was given for. */
  scope: z.exactOptional(z.enum(FEED_SCOPES)),
  limit: z.exactOptional(z.int().check(z.gte(1))),
});

/** `GET /v1/changes`: one page of the feed, whole current orders, latest wins. */
export const changesPageSchema = z.looseObject({
  orders: z.array(orderDocumentSchema),
  /** Ids of orders this reader no longer has: they left its scope. It may never have had them. */
  removed: z.array(z.string()),
  /** Opaque, URL-safe; where the next page begins, also when this one is the last. */
  cursor: z.string().check(z.minLength(1)),
  hasMore: z.boolean(),
  settings: z.exactOptional(settingsSchema),
}) satisfies z.ZodMiniType<ChangesPage>;
