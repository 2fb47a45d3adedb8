import type {MailTemplate} from '../effects/effect.ts';
import type {Instant} from '../shared/instant.ts';

/**
 * An *Accept*, a *Deny* or a *Send* whose letter is still held, so that it can be taken back as if it had not been.
 * Kept in the order until another act is written down after `until` has passed.
 */
export interface UndoableAct {
  /** The command that is named to undo it. */
  readonly commandId: string;
  readonly act: 'accept' | 'deny' | 'send';
  /** The server's clock; from then on it is too late. */
  readonly until: Instant;
  readonly by: string;
  /** accept, deny: the upload that was decided. */
  readonly receiptId?: string;
  /** accept: the entries of money it made. */
  readonly entryIds?: readonly string[];
  /** accept: the parcels that were sent before it, where there were any; one sent since stands in the way of undoing. */
  readonly sentBefore?: readonly string[];
  /** send: the parcels it sent. */
  readonly parcelIds?: readonly string[];
  /** The letter it asked for, of a *Send* one for each parcel; none where nobody is written to. */
  readonly letter?: MailTemplate;
}
