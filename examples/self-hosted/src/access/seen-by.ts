import {redact, redactLogged, redactResult, seesMoney, type CommandResult, type LoggedEvent, type Order, type Role} from '@packline/core';

/** Roles that work with orders here; a shopper has a link to one order, and nobody signs in as the system. */
export const STAFF_ROLES = ['owner', 'clerk', 'packer', 'viewer'] as const satisfies readonly Role[];

/*
 * What leaves the server goes through here: documents, logs and answers as the caller's role may see them. Whoever may
 * see everything gets the stored text as it is, without its being read.
 */

/** A stored order, as JSON. */
export function docSeenBy(role: Role, doc: string): string {
  return seesMoney(role) ? doc : JSON.stringify(redact(JSON.parse(doc) as Order, role));
}

/** The log of one order, whole and oldest first, as JSON texts. */
export function logSeenBy(role: Role, events: readonly string[]): readonly string[] {
  if (seesMoney(role)) return events;
  return redactLogged(events.map((event) => JSON.parse(event) as LoggedEvent), role).map((event) => JSON.stringify(event));
}

export function resultSeenBy(role: Role, result: CommandResult): CommandResult {
  return redactResult(result, role);
}
