import type {Command} from '../order/command.ts';
import type {ProblemPointer} from '../ports/backend-error.ts';
import {commandSchema} from './command-schema.ts';
import {pointersOf} from './problem-pointers.ts';
import {unknownFields} from './unknown-fields.ts';

export type ParsedCommand = {readonly ok: true; readonly command: Command} | {readonly ok: false; readonly errors: readonly ProblemPointer[]};

/**
 * Reads one command from outside. Pointers are relative to the command.
 *
 * @param options.unknownFields what becomes of fields that no command of this version has: `leave-out` (the default), or
 * `refuse`, for a backend, where a wish that is only half understood must not be carried out
 *
 * @example
 * parseCommand({…, type: 'parcel.pack', quantity: 0})
 * //=> {ok: false, errors: [{pointer: '/quantity', detail: 'must be at least 1.'}]}
 */
export function parseCommand(value: unknown, options: {readonly unknownFields?: 'leave-out' | 'refuse'} = {}): ParsedCommand {
  const parsed = commandSchema.safeParse(value);
  if (!parsed.success) return {ok: false, errors: pointersOf(parsed.error.issues)};
  const unknown = options.unknownFields === 'refuse' ? unknownFields(value, parsed.data) : [];
  return unknown.length > 0 ? {ok: false, errors: unknown} : {ok: true, command: parsed.data as Command};
}
