import type {FeedScope} from '../ports/order-backend.ts';

/**
 * Which orders a device holds: all of the shop's, or those that somebody still has to do something about and those
 * ordered in the last so many days.
 */
export type WorkingSet = 'all' | {readonly openPlusDays: number};

/** Days that the protocol's `open+90d` stands for. */
const SCOPE_DAYS = 90;
const DAY_MS = 86_400_000;

/** What the backend is asked for: the smallest scope that has all of the working set in it. */
export function scopeOf(workingSet: WorkingSet): FeedScope {
  return workingSet !== 'all' && workingSet.openPlusDays <= SCOPE_DAYS ? 'open+90d' : 'all';
}

/** The working set in one word, to see that it changed since the device was filled. */
export function nameOf(workingSet: WorkingSet): string {
  return workingSet === 'all' ? 'all' : `open+${workingSet.openPlusDays}d`;
}

/** Orders from before this moment (milliseconds since 1970) may go when they are finished; undefined when none may. */
export function oldBeforeMs(workingSet: WorkingSet, nowMs: number): number | undefined {
  return workingSet === 'all' ? undefined : nowMs - workingSet.openPlusDays * DAY_MS;
}
