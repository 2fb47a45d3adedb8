/** What can be wrong. The names are stable: programs read them. */
export type FindingKind =
  | 'status-differs'
  | 'replay-differs'
  | 'log-has-gap'
  | 'log-unreadable'
  | 'document-unreadable'
  | 'column-differs'
  | 'search-differs'
  | 'position-shared'
  | 'position-beyond-head'
  | 'event-without-command'
  | 'command-without-event'
  | 'event-without-order'
  | 'effect-without-order'
  | 'effect-key-unknown'
  | 'picture-altered';

/** One thing that is wrong. */
export interface Finding {
  readonly kind: FindingKind;
  /** Undefined for what belongs to no order. */
  readonly orderId?: string;
  /** What is wrong with it, for a person. */
  readonly detail: string;
}

/** How each kind is put right: `derive` is what `doctor --mend` does; the rest is a person's work, as its sentence says. */
export const HOW_TO_MEND: Readonly<Record<FindingKind, {readonly by: 'derive' | 'hand'; readonly advice: string}>> = {
  'status-differs': {by: 'derive', advice: 'Run “doctor --mend”: it derives the status from the facts again.'},
  'replay-differs': {by: 'derive', advice: 'Run “doctor --mend”: it makes the order from its log again.'},
  'log-has-gap': {by: 'hand', advice: 'Part of the log is missing. Restore a backup from before, into another shop, and compare.'},
  'log-unreadable': {by: 'hand', advice: 'The log cannot be replayed. Restore a backup from before, into another shop, and compare.'},
  'document-unreadable': {by: 'derive', advice: 'Run “doctor --mend”: it makes the order from its log again.'},
  'column-differs': {by: 'derive', advice: 'Run “doctor --mend”: it writes what lists filter, sort and search by again.'},
  'search-differs': {by: 'derive', advice: 'Run “doctor --mend”: it writes what the order is found by again.'},
  'position-shared': {by: 'derive', advice: 'Run “doctor --mend”: it gives these orders places of their own in the feed.'},
  'position-beyond-head': {by: 'derive', advice: 'Run “doctor --mend”: it moves the end of the feed behind its last order.'},
  'event-without-command': {by: 'hand', advice: 'Something has written to the log that no command asked for. Find out who wrote to the database.'},
  'command-without-event': {by: 'hand', advice: 'A command was answered and left no trace. Ask its sender to look at the order.'},
  'event-without-order': {by: 'hand', advice: 'The order of this log is gone. Restore a backup from before, into another shop, and compare.'},
  'effect-without-order': {by: 'hand', advice: 'A letter waits for an order that is gone. Restore a backup from before, into another shop, and compare.'},
  'effect-key-unknown': {by: 'hand', advice: 'A letter waits that no command of its order asked for. Find out who wrote to the database.'},
  'picture-altered': {by: 'hand', advice: 'The picture is not the one that was uploaded. Take it from a backup.'},
};

/** What was looked at, and what is wrong with it. */
export interface DoctorReport {
  readonly storeId: string;
  readonly checked: {readonly orders: number; readonly events: number; readonly effects: number; readonly pictures: number};
  readonly findings: readonly Finding[];
  /** True when nothing is wrong. */
  readonly clean: boolean;
  /** Not wrong, but worth knowing. */
  readonly notices: readonly string[];
}
