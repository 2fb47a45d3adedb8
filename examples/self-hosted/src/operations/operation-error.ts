/** Something an operator asked for cannot be done; the message is one clear sentence for them, and nothing was changed. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
}
