import type {ProblemPointer} from '../ports/backend-error.ts';
import {pointerOf} from './problem-pointers.ts';

/** Pointers one answer lists. */
const MOST = 20;

/**
 * Fields of `given` that reading has left out because nobody knows them.
 *
 * @example
 * unknownFields({quantity: 1, colour: 'red'}, {quantity: 1}) //=> [{pointer: '/colour', detail: 'is not a known field.'}]
 */
export function unknownFields(given: unknown, read: unknown): readonly ProblemPointer[] {
  const found: ProblemPointer[] = [];
  collect(given, read, [], found);
  return found;
}

function collect(given: unknown, read: unknown, path: readonly PropertyKey[], found: ProblemPointer[]): void {
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return;
  // Own fields only, by name: JSON may well hold one that is called `__proto__`.
  for (const [key, value] of Object.entries(given)) {
    if (found.length >= MOST) return;
    if (value === undefined) continue;
    if (!Object.hasOwn(read, key)) found.push({pointer: pointerOf([...path, key]), detail: 'is not a known field.'});
    else collect(value, (read as Record<string, unknown>)[key], [...path, key], found);
  }
}
