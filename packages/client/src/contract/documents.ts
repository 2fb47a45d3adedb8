import type {LoggedEvent, Order, Refusal, Settings} from '@packline/core';
import * as z from 'zod/mini';

/*
 * Documents as they stand inside envelopes. Core owns their full schemas; a page of the feed holds up to a thousand
 * orders, so on the device only what the sync itself steers by is looked at. Unknown fields are kept.
 */

/** A whole order. The full document schema is core's; here only identity and version are checked. */
export const orderDocumentSchema = z.custom<Order>(
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const {id, number, version, lines, applied} = value as Partial<Record<keyof Order, unknown>>;
    return isText(id) && typeof number === 'string' && Number.isSafeInteger(version) && Array.isArray(lines) && typeof applied === 'object' && applied !== null;
  },
  {error: 'An order with id, number, version, lines and applied was expected.'},
);

/** One entry of an order's log. Unknown event types are kept and shown. */
export const loggedEventSchema = z.custom<LoggedEvent>(
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const {orderId, version, index, event} = value as Partial<Record<keyof LoggedEvent, unknown>>;
    return isText(orderId) && Number.isSafeInteger(version) && Number.isSafeInteger(index) && typeof event === 'object' && event !== null;
  },
  {error: 'A log entry with orderId, version, index and event was expected.'},
);

/** Why a command was refused. A newer backend may know codes this version does not. */
export const refusalSchema = z.custom<Refusal>(
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const {code, params} = value as Partial<Record<keyof Refusal, unknown>>;
    return isText(code) && typeof params === 'object' && params !== null;
  },
  {error: 'A refusal with code and params was expected.'},
);

/** The shop's rules. They steer decisions on the device, so every field is checked. */
export const settingsSchema = z.looseObject({
  version: z.int().check(z.gte(1)),
  storeId: z.string(),
  storeName: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  language: z.string(),
  undoSeconds: z.number().check(z.gte(0)),
  completeOnFirstSend: z.boolean(),
  reviewOnlyWithReceipt: z.boolean(),
  expireUnpaidAfterHours: z.number().check(z.gte(0)),
  retention: z.optional(z.looseObject({personalMonths: z.number().check(z.gte(0)), pictureMonths: z.number().check(z.gte(0)), mailMonths: z.number().check(z.gte(0))})),
  updatedAt: z.string(),
}) satisfies z.ZodMiniType<Settings>;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
