import type {Session} from '@packline/core';
import * as z from 'zod/mini';
import {settingsSchema} from './documents.ts';

/** `GET /v1/me`: who is signed in, the shop's rules, and what this backend can do. */
export const sessionSchema = z.looseObject({
  store: z.object({id: z.string().check(z.minLength(1)), name: z.string()}),
  user: z.object({id: z.string().check(z.minLength(1)), name: z.string()}),
  role: z.enum(['owner', 'clerk', 'packer', 'viewer', 'shopper', 'system']),
  settings: settingsSchema,
  /** Widgets hide what is missing: `stream`, `receipts`, `events`, `search`, … */
  capabilities: z.array(z.string()),
  limits: z.looseObject({
    commandsPerBatch: z.int().check(z.gte(1)),
    changesPerPage: z.int().check(z.gte(1)),
    receiptBytes: z.int().check(z.gte(1)),
  }),
  /** Changes when the backend was restored from a backup: cursors of another epoch are void. */
  epoch: z.string().check(z.minLength(1)),
  serverTime: z.string(),
}) satisfies z.ZodMiniType<Session>;
