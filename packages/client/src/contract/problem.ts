import * as z from 'zod/mini';

/** One place in a body that is wrong. */
export const problemPointerSchema = z.object({
  /** JSON Pointer (RFC 6901) into the body that was sent, for example `/commands/0/quantity`. */
  pointer: z.string(),
  detail: z.string(),
});

/**
 * The body of every answer that is not 2xx: `application/problem+json` (RFC 9457). `type` is stable and is what a
 * program may key on; `title` and `detail` are for people.
 */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.exactOptional(z.string()),
  errors: z.exactOptional(z.array(problemPointerSchema)),
});
