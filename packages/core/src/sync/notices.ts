import type {EngineLink} from './engine-link.ts';

/** What tabs of one device tell each other. Losing one is harmless: revisions show the gap. */
export type Notice =
  /** A transaction is done: the orders whose view may differ, and the revision it made. */
  | {readonly kind: 'changed'; readonly revision: number; readonly orderIds: readonly string[]; readonly outbox: boolean; readonly jobs?: boolean; readonly meta: boolean}
  /** How the leading tab gets on with the backend. */
  | {readonly kind: 'link'; readonly link: EngineLink}
  | {readonly kind: 'who-leads'}
  /** The leading tab lives, and has everything up to this revision in its view: who has less, missed notices. */
  | {readonly kind: 'beat'; readonly revision: number}
  /** The leading tab goes. */
  | {readonly kind: 'lead-is-free'}
  /** A tab started a full read; the leading one has to carry it out. */
  | {readonly kind: 'stale'}
  | {readonly kind: 'signed-out'};

const KINDS: readonly string[] = ['changed', 'link', 'who-leads', 'beat', 'lead-is-free', 'stale', 'signed-out'] satisfies Notice['kind'][];

/** Messages of other versions of this library are passed over. */
export function isNotice(data: unknown): data is Notice {
  return typeof data === 'object' && data !== null && KINDS.includes((data as {kind?: string}).kind ?? '');
}
