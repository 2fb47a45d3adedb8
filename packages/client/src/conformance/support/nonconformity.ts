/** What a failed check tells: one sentence, whoever reads it. */
export interface Difference {
  /** What was done, as the subject of the sentence: `GET /v1/changes?limit=0`. */
  readonly sent: string;
  readonly expected: string;
  readonly came: string;
}

/** The backend does something else than the protocol says. */
export class Nonconformity extends Error {
  override readonly name = 'Nonconformity';

  constructor({sent, expected, came}: Difference) {
    super(`Sent ${sent}, expected ${expected}, came ${came}.`);
  }
}

/** What is checked does not apply to this backend, and need not. */
export class NotOffered extends Error {
  override readonly name = 'NotOffered';
}

/** @throws Nonconformity unless `holds`. */
export function expectThat(holds: boolean, difference: Difference): asserts holds {
  if (!holds) throw new Nonconformity(difference);
}

/** @throws NotOffered with the reason a person reads. */
export function notOffered(reason: string): never {
  throw new NotOffered(reason);
}

const MOST_SHOWN = 240;

/** A value as it stands in a sentence: JSON, and not too much of it. */
export function show(value: unknown): string {
  return shorten(typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? 'nothing'));
}

/** The beginning of a text, on one line. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}
