/**
 * Something broke: a device, a database, a caller's mistake. Never a shopkeeper's mistake (those are refusals).
 * `code` is stable, `message` says what is so and what to do.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** True for an {@link EngineError}, also one made by a second copy of this library. */
export function isEngineError(value: unknown): value is EngineError {
  return value instanceof Error && value.name === 'EngineError' && typeof (value as {code?: unknown}).code === 'string';
}
