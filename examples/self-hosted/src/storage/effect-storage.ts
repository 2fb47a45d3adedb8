import type {Instant} from '@packline/core';

/** Something to carry out after a commit. Its key follows from what happened, so that it is wished for once, ever. */
export interface NewEffect {
  readonly key: string;
  readonly kind: string;
  readonly orderId: string;
  /** JSON. */
  readonly payload: string;
  readonly createdAt: Instant;
  /** Not before this moment. */
  readonly dueAt: Instant;
  /** Set when the effect belongs to the past and is only written down (a seeded shop, an import). */
  readonly doneAt?: Instant;
}

/** An effect taken by a worker until `leasedUntil`. */
export interface LeasedEffect {
  readonly key: string;
  readonly kind: string;
  readonly orderId: string;
  readonly payload: string;
  readonly createdAt: Instant;
  /** How often it was taken since it was wished for or tried by hand, this time included. */
  readonly attempts: number;
}

/** A mail in the development outbox. */
export interface MailRecord {
  /** RFC 5322 Message-ID without angle brackets; follows from the effect's key. */
  readonly messageId: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly language: string;
  readonly sentAt: Instant;
}

/** How an effect ended: carried out, called back by an undo, or given up by a person. */
export type EffectOutcome = 'done' | 'withdrawn' | 'given-up';

/** Where an effect stands: not tried yet, tried in vain and to be tried again, tried too often, over. */
export const EFFECT_STATES = ['waiting', 'failed', 'dead', 'done'] as const;
export type EffectState = (typeof EFFECT_STATES)[number];

/** An effect as the owner sees it. What it carries stays out: that may be anybody's address. */
export interface EffectRecord {
  readonly key: string;
  readonly kind: string;
  readonly orderId: string;
  /** Undefined when the order is not there. */
  readonly orderNumber: string | undefined;
  readonly state: EffectState;
  readonly createdAt: Instant;
  /** When it is tried next; of what is over, when it was to be. */
  readonly dueAt: Instant;
  readonly attempts: number;
  /** What went wrong last. */
  readonly error: string | undefined;
  readonly deadAt: Instant | undefined;
  readonly doneAt: Instant | undefined;
  readonly outcome: EffectOutcome | undefined;
}

export interface EffectCounts {
  readonly waiting: number;
  readonly failed: number;
  readonly dead: number;
  /** When the oldest of those that are neither over nor dead was wished for. */
  readonly oldestAt: Instant | undefined;
}

/** What workers do with the queue. */
export interface EffectQueue {
  /** Takes due effects that nobody holds, oldest first; with `kinds`, those only. */
  leaseEffects(storeId: string, lease: {now: Instant; leasedUntil: Instant; holder: string; limit: number; kinds?: readonly string[]}): Promise<readonly LeasedEffect[]>;
  /** Holds on to what is in hand. */
  renewLeases(storeId: string, lease: {holder: string; keys: readonly string[]; leasedUntil: Instant}): Promise<void>;
  /** When the next effect can be taken; undefined when none waits. With `kinds`, of those only. */
  nextEffectAt(storeId: string, kinds?: readonly string[]): Promise<Instant | undefined>;
  /** Marks it done, and keeps its mail in the same transaction. A mail with a known Message-ID is not kept twice. */
  finishEffect(storeId: string, key: string, done: {now: Instant; mail?: MailRecord}): Promise<void>;
  /** Gives it back, to be tried again at `retryAt`, or never by itself: then it is dead from now on. Nothing happens when another holds it by now. */
  failEffect(storeId: string, key: string, failure: {holder: string; error: string} & ({retryAt: Instant} | {deadAt: Instant})): Promise<void>;
  /** Lets go of everything a holder has, so that another takes it at once. It may have been carried out all the same. */
  giveBackEffects(storeId: string, giving: {holder: string; now: Instant}): Promise<void>;
}

/** What people do with the queue. */
export interface EffectOverview {
  /** The next ones first; of those that are over, the latest. */
  listEffects(storeId: string, wish: {state: EffectState; limit: number}): Promise<readonly EffectRecord[]>;
  countEffects(storeId: string): Promise<EffectCounts>;
  /** Makes one that failed or died due now, and gives it all its tries again. False when there is none, or a worker has it. */
  retryEffect(storeId: string, key: string, now: Instant): Promise<boolean>;
  /** Ends one that failed or died without carrying it out. False when there is none, or a worker has it. */
  giveUpEffect(storeId: string, key: string, now: Instant): Promise<boolean>;
}

/** The durable queue of effects, and the mails that came of them. */
export interface EffectStorage extends EffectQueue, EffectOverview {
  listMails(storeId: string, limit: number): Promise<readonly MailRecord[]>;
  readMail(storeId: string, messageId: string): Promise<MailRecord | undefined>;
}
