import type {Command} from '../order/command.ts';
import type {ProblemPointer} from '../ports/backend-error.ts';
import {commandSchema} from './command-schema.ts';
import {pointersOf} from './problem-pointers.ts';

export type ParsedCommand = {readonly ok: true; readonly command: Command} | {readonly ok: false; readonly errors: readonly ProblemPointer[]};

/**
 * Reads one command from outside. Pointers are relative to the command.
 *
 * @example
 * parseCommand({…, type: 'parcel.pack', quantity: 0})
 * //=> {ok: false, errors: [{pointer: '/quantity', detail: 'must be at least 1.'}]}
 */
export function parseCommand(value: unknown): ParsedCommand {
  const parsed = commandSchema.safeParse(value);
  if (parsed.success) return {ok: true, command: parsed.data as Command};
  return {ok: false, errors: pointersOf(parsed.error.issues)};
}
