import type {CommandBody} from '../order/command.ts';
import type {ProblemPointer} from '../ports/backend-error.ts';
import {EngineError} from '../shared/engine-error.ts';
import {parseCommand} from '../wire/parse-command.ts';

/**
 * A wish that is none: a program's mistake, said before anything is kept. `code` is `command/malformed`.
 * @example
 * await engine.dispatch(orderId, {type: 'parcel.pack', quantity: 0}).catch((error) => error.errors);
 * //=> [{pointer: '/quantity', detail: 'must be at least 1.'}, …]
 */
export class MalformedCommandError extends EngineError {
  /** Every place that is wrong, as JSON Pointers into the body. */
  readonly errors: readonly ProblemPointer[];

  constructor(errors: readonly ProblemPointer[]) {
    super('command/malformed', `This is not a command: ${errors.map(({pointer, detail}) => `${pointer || 'it'} ${detail}`).join(' ')}`);
    this.errors = errors;
  }
}

/**
 * The body as it will be sent, read the way a backend reads it. What no backend could read is not kept on the device,
 * where it would wait for ever; unknown fields are left out.
 * @throws MalformedCommandError
 */
export function readCommandBody(orderId: string, commandId: string, body: CommandBody): CommandBody {
  const parsed = parseCommand(typeof body === 'object' && body !== null ? {...body, id: commandId, schemaVersion: 1, orderId} : body);
  if (!parsed.ok) throw new MalformedCommandError(parsed.errors);
  const {id: _id, schemaVersion: _version, orderId: _order, device: _device, claimedAt: _at, ...read} = parsed.command;
  return read;
}
