import type {CalendarDate, Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';
import type {Problem} from '../ports/backend-error.ts';
import type {BulkBody} from './bulk-commands.ts';

/** What a job asks of each of its orders. */
export type JobAction =
  /** Bulk dispatch: packs and sends *All Items*, or sends *Packed Items Only*. */
  | {readonly kind: 'dispatch'; readonly mode: 'all_items' | 'packed_only'; readonly shipOn?: CalendarDate; readonly remark?: string}
  /** A batch edit. */
  | {readonly kind: 'command'; readonly body: BulkBody};

/**
 * What has become of one order of a job.
 *
 * waiting: not handed to the outbox yet · unsent: in the outbox, not answered yet · done: the server has carried it out ·
 * refused: the rules of the device or the server said no · skipped: the preflight had said no · cancelled: never asked.
 */
export type JobItemState = 'waiting' | 'unsent' | 'done' | 'refused' | 'skipped' | 'cancelled';

/** One order of a job, and what has become of it. */
export interface JobItem {
  readonly orderId: string;
  /** Its number when the job was planned, so that a result can be read without the order. */
  readonly orderNumber: string;
  readonly state: JobItemState;
  /** Units that the plan said would be sent, and units that would stay behind. */
  readonly units: number;
  readonly left: number;
  /** Which attempt it is: 1, and one more for each time the server said no and it was tried again. */
  readonly attempt: number;
  /** It was given to the backend at least once, so it may be carried out although it is not answered yet. */
  readonly offered?: true;
  /** The order's version once it was done. */
  readonly version?: number;
  /** Why it was refused or skipped. */
  readonly refusal?: Refusal;
  /** Why the backend could not even read the command (state `refused`, without a `refusal`): its own words. */
  readonly problem?: Problem;
  /** Who refused: the device's own rules, before anything was sent, or the server. */
  readonly refusedBy?: 'device' | 'server';
}

/** How many orders of a job are in which state. */
export type JobCounts = Readonly<Record<JobItemState, number>>;

/** A bulk job, as a list shows it. */
export interface Job {
  readonly id: string;
  readonly action: JobAction;
  readonly startedAt: Instant;
  /** Name of who started it. */
  readonly startedBy: string;
  /** All orders of it, also the ones that were skipped. */
  readonly total: number;
  readonly counts: JobCounts;
  /** False as soon as nothing waits and everything that was sent is answered. */
  readonly isRunning: boolean;
  /** When the rest was cancelled. */
  readonly cancelledAt?: Instant;
}

/** A page of a job's results. */
export interface JobPage {
  readonly job: Job;
  /** In the order of the plan. */
  readonly items: readonly JobItem[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: number | undefined;
}

/** What `cancelRest` did. */
export interface JobCancelled {
  /** Orders that will not be asked any more; those that were taken out of the outbox again are among them. */
  readonly cancelled: number;
  readonly withdrawn: number;
  /** Orders whose command was given to the backend already and is not answered yet: they stay, and their result will come. */
  readonly underWay: number;
}
