/** Characters that are kept of what went wrong. */
const LONGEST = 500;

/**
 * What went wrong, as a sentence for the owner.
 * @example
 * sayFailure(new Error('It answered 500')) //=> 'It answered 500.'
 */
export function sayFailure(error: unknown): string {
  const {name, message} = error instanceof Error ? error : new Error(String(error));
  // What the engine throws is nobody's sentence; it is said that it broke here, and how.
  const isOurs = !/^(Type|Range|Reference|Syntax|URI|Eval)Error$/.test(name);
  const text = (isOurs ? message : `The server could not carry this out, which is a fault of its own: ${message}`).replace(/\s+/g, ' ').trim();
  const cut = [...text].slice(0, LONGEST).join('');
  return /[.!?。…]$/.test(cut) ? cut : `${cut === '' ? name : cut}.`;
}
