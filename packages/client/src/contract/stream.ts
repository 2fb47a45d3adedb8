import * as z from 'zod/mini';

/**
 * The two streams (`/v1/changes/stream`, `/v1/shop/orders/{token}/stream`) are `text/event-stream`. They carry no
 * orders: an event of type `change` says that there is more to read, and its `id` is the feed position it speaks of,
 * sent back as `Last-Event-ID` on the next connection. Every 15 seconds of quiet a comment line keeps the connection
 * alive. Events of unknown types are ignored.
 */
export const STREAM_EVENT = 'change';

/** Data of a `change` event. */
export const streamEventDataSchema = z.looseObject({position: z.int().check(z.gte(0))});
