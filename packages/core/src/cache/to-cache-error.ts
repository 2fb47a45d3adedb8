import {EngineError, isEngineError} from '../shared/engine-error.ts';

/** Names that browsers and Dexie give, from the outside of an error to its cause. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  let current = error;
  while (current instanceof Object && names.length < 8) {
    const {name, inner, cause} = current as {name?: unknown; inner?: unknown; cause?: unknown};
    if (typeof name === 'string') names.push(name);
    current = inner ?? cause;
  }
  return names;
}

/** What a failed database call means to the engine, with a sentence that says what to do. */
export function toCacheError(cause: unknown): EngineError {
  if (isEngineError(cause)) return cause;
  const names = namesOf(cause);
  const is = (...wanted: string[]): boolean => names.some((name) => wanted.includes(name));
  if (is('QuotaExceededError')) return new EngineError('cache/full', 'This device has no room left for orders. Free some space, or let the site store more, and reload.', {cause});
  if (is('VersionError')) return new EngineError('cache/newer-version', 'A newer version of this page has been opened on this device. Reload to use it.', {cause});
  if (is('DatabaseClosedError')) return new EngineError('cache/closed', 'The orders on this device were closed. Reload the page.', {cause});
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EngineError('cache/unusable', `The orders on this device cannot be read or written (${why}). Nothing unsent was deleted; reload the page.`, {cause});
}
