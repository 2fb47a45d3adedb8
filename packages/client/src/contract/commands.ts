import type {CommandResult} from '@packline/core';
import * as z from 'zod/mini';
import {orderDocumentSchema, refusalSchema} from './documents.ts';
import {COMMANDS_PER_BATCH} from './limits.ts';

/**
 * Body of `POST /v1/commands`. Query: `dryRun=1` decides without writing (each command on the order as it would be after
 * those before it), `return=order` asks for the order in every result. Each command is read by core's `parseCommand`, which answers with JSON Pointers.
 */
export const commandsRequestSchema = z.object({
  commands: z.array(z.unknown()).check(z.minLength(1), z.maxLength(COMMANDS_PER_BATCH)),
});

/**
 * What became of one command. An id is decided once and for life: sent again it is a `duplicate`, or `refused` with the
 * same refusal; sent again with another wish it is a 422. `order` is there when it was refused, or when `return=order`
 * asked for it.
 */
export const commandResultSchema = z.looseObject({
  id: z.string(),
  outcome: z.enum(['applied', 'duplicate', 'refused']),
  /** The order's version after it, or as it is when refused. */
  version: z.int().check(z.gte(0)),
  /** The feed position that contains it; 0 when refused. */
  position: z.int().check(z.gte(0)),
  refusal: z.exactOptional(refusalSchema),
  order: z.exactOptional(orderDocumentSchema),
}) satisfies z.ZodMiniType<CommandResult>;

/** Answer of `POST /v1/commands`: one result for each command, in the order they were sent. */
export const commandsAnswerSchema = z.object({results: z.array(commandResultSchema)});
