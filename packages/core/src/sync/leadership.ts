import {leadByLease} from './lead-by-lease.ts';
import {leadByLock} from './lead-by-lock.ts';
import type {LeadershipParts} from './leadership-parts.ts';

/**
 * One tab of a device speaks with the backend for all. Correctness never rests on it: two leaders at once only ask
 * twice, since pages are taken by cursor and commands by id.
 * @returns how to stop seeking, or leading.
 */
export function seekLeadership(parts: LeadershipParts): () => Promise<void> {
  if (!parts.cache.lasting) {
    parts.onLead(); // nobody else can see this memory
    return async () => {};
  }
  return parts.locks === undefined ? leadByLease(parts) : leadByLock(parts, parts.locks);
}
