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
  /** How often it was taken, this time included. */
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

/** The durable queue of effects, and the mails that came of them. */
export interface EffectStorage {
  /** Takes due effects that nobody holds, oldest first. */
  leaseEffects(storeId: string, lease: {now: Instant; leasedUntil: Instant; holder: string; limit: number}): Promise<readonly LeasedEffect[]>;
  /** When the next effect can be taken; undefined when none waits. */
  nextEffectAt(storeId: string): Promise<Instant | undefined>;
  /** Marks it done, and keeps its mail in the same transaction. A mail with a known Message-ID is not kept twice. */
  finishEffect(storeId: string, key: string, done: {now: Instant; mail?: MailRecord}): Promise<void>;
  /** Gives it back, to be tried again at `retryAt`. */
  failEffect(storeId: string, key: string, failure: {error: string; retryAt: Instant}): Promise<void>;
  listMails(storeId: string, limit: number): Promise<readonly MailRecord[]>;
  readMail(storeId: string, messageId: string): Promise<MailRecord | undefined>;
}
