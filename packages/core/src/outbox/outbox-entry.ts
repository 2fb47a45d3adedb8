import type {Command} from '../order/command.ts';
import type {Problem} from '../ports/backend-error.ts';
import type {Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';

/**
 * A command waiting on this device. It leaves only when a stored base contains it, or when its refusal was shown and
 * dismissed.
 *
 * waiting: not answered yet · acknowledged: the server has it, the feed has not brought it back yet ·
 * refused: the server said no; no longer replayed, kept until dismissed.
 */
export interface OutboxEntry {
  readonly id: string;
  readonly orderId: string;
  /** The n-th command of this device to this order. */
  readonly seq: number;
  readonly command: Command;
  readonly state: 'waiting' | 'acknowledged' | 'refused';
  /** When it was wished, by the backend's time as this device knows it; `command.claimedAt` is the device's own clock. */
  readonly addedAt: Instant;
  readonly attempts: number;
  readonly refusal?: Refusal;
  /** Why the backend could not even read the command (state `refused`, without a `refusal`): its own words. */
  readonly problem?: Problem;
  /** Order number and what was tried, so that a refusal can be read without the order. */
  readonly orderNumber: string;
  /** The bulk job that gave the command; its refusal is then shown there, and the entry does not stay. */
  readonly jobId?: string;
}
