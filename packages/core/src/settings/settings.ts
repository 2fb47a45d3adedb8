import type {Instant} from '../shared/instant.ts';

/** Months after which a shop forgets; 0 = never. */
export interface Retention {
  /** Who the customer of a finished order was, counted from the last thing that happened to it. */
  readonly personalMonths: number;
  /** Pictures of uploaded receipts of finished orders, counted from the upload. */
  readonly pictureMonths: number;
  /** Letters, counted from when they left. */
  readonly mailMonths: number;
}

/** A shop that forgets nothing by itself. */
export const KEPT_FOR_EVER: Retention = {personalMonths: 0, pictureMonths: 0, mailMonths: 0};

/**
 * The shop's rules: one versioned document that travels in the feed. Pending commands replay under the newest.
 */
export interface Settings {
  /** Rises by one with every change. */
  readonly version: number;
  readonly storeId: string;
  readonly storeName: string;
  /** IANA name, for example `Asia/Hong_Kong`. Every calendar question is asked in this zone. */
  readonly timeZone: string;
  /** ISO 4217 code new orders start with. */
  readonly currency: string;
  /** BCP 47 language of mails when a customer's own is not known. */
  readonly language: string;
  /** Seconds a mail is held so that its act can be undone; 0 = sent at once. */
  readonly undoSeconds: number;
  /** The guide's literal reading of "Packed Items Only": complete as soon as anything was sent. */
  readonly completeOnFirstSend: boolean;
  /** An order whose receipt was never uploaded shows *Pending Payment* instead of *Payment Review*. */
  readonly reviewOnlyWithReceipt: boolean;
  /** Hours after which the server's scheduler expires an unpaid order; 0 = never. */
  readonly expireUnpaidAfterHours: number;
  /** What the server's scheduler forgets, and when; left out = nothing. */
  readonly retention?: Retention | undefined;
  readonly updatedAt: Instant;
}

/** Settings of a new shop. */
export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  storeId: 'main',
  storeName: 'Packline',
  timeZone: 'Asia/Hong_Kong',
  currency: 'HKD',
  language: 'en',
  undoSeconds: 10,
  completeOnFirstSend: false,
  reviewOnlyWithReceipt: false,
  expireUnpaidAfterHours: 0,
  updatedAt: '1970-01-01T00:00:00.000Z',
};
