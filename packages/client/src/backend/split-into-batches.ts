/** Commands that travel in one request, already written as JSON. */
export interface CommandBatch<Command> {
  readonly commands: readonly Command[];
  /** The whole body of `POST /v1/commands`. */
  readonly body: string;
}

const WRAPPING = '{"commands":[]}'.length;
const encoder = new TextEncoder();

/**
 * Cuts a list of commands into request bodies of at most `maxCount` commands and `maxBytes` bytes (UTF-8), in order.
 * A command that is larger than that all by itself travels alone: the backend says what it thinks of it.
 */
export function splitIntoBatches<Command>(commands: Iterable<Command>, {maxCount, maxBytes}: {maxCount: number; maxBytes: number}): CommandBatch<Command>[] {
  const batches: CommandBatch<Command>[] = [];
  let batch: Command[] = [];
  let written: string[] = [];
  let bytes = WRAPPING;
  const close = () => {
    if (batch.length > 0) batches.push({commands: batch, body: `{"commands":[${written.join(',')}]}`});
    batch = [];
    written = [];
    bytes = WRAPPING;
  };
  for (const command of commands) {
    const text = JSON.stringify(command);
    const size = encoder.encode(text).length + 1;
    if (batch.length === maxCount || (batch.length > 0 && bytes + size > maxBytes)) close();
    batch.push(command);
    written.push(text);
    bytes += size;
  }
  close();
  return batches;
}
