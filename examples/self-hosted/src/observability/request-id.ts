import {randomUUID} from 'node:crypto';

export const REQUEST_ID = 'x-request-id';

/** A caller's own name for its request when it is short and harmless, else a new one. */
export function requestIdOf(wished: string | undefined): string {
  return wished !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(wished) ? wished : randomUUID();
}
