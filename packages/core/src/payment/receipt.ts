import type {Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';

/** Where an uploaded proof of payment stands. Every upload is kept; at most one is `submitted`. */
export type ReceiptState = 'submitted' | 'accepted' | 'denied' | 'superseded';

/** A buyer's uploaded proof of payment. The picture itself lives on the server; `hash` names its bytes. */
export interface Receipt {
  readonly id: string;
  readonly state: ReceiptState;
  /** SHA-256 of the uploaded bytes, 64 lower-case hex digits. An *Accept* names the hash that was seen. */
  readonly hash: string;
  /** `image/png`, `image/jpeg`, `image/webp` or `application/pdf`. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly uploadedAt: Instant;
  /** Uploaded when nothing was due any more: kept as history, never moves the status. */
  readonly forTheRecord?: boolean;
  readonly decidedAt?: Instant;
  readonly decidedBy?: string;
  /** What an accept counted as received. */
  readonly acceptedAmount?: Money;
  /** The clerk's words to the customer on a deny. */
  readonly message?: string;
}
