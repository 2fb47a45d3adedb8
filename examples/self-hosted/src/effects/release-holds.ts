import type {Command, Order} from '@packline/core';
import type {Services} from '../services.ts';
import {runScheduled, scheduledId} from './run-scheduled.ts';

const MOST_AT_ONCE = 200;

type Parts = Pick<Services, 'storage' | 'storeId' | 'commands' | 'linkKey' | 'now'>;

/** Releases every hold that was to last until now or earlier; settles with how many were. */
export async function releaseHolds(parts: Parts): Promise<number> {
  const {storage, storeId, now} = parts;
  const moment = now();
  let all = 0;
  for (;;) {
    const due = await storage.findHoldsUntil(storeId, moment, MOST_AT_ONCE);
    const releases = due.flatMap(({doc}) => releasesOf(parts, JSON.parse(doc) as Order, moment));
    if (releases.length === 0) return all;
    const released = await runScheduled(parts, releases);
    all += released;
    // Whatever was not released now will not be by asking the same again.
    if (released === 0 || due.length < MOST_AT_ONCE) return all;
  }
}

/** The version is part of the id: a crash repeats the same command, and one that came too late is not the last word. */
function releasesOf(parts: Parts, {id, version, holds}: Order, moment: string): Command[] {
  return holds
    .filter(({until}) => until !== undefined && Date.parse(until) <= Date.parse(moment))
    .map((hold): Command => ({type: 'hold.release', holdId: hold.id, id: scheduledId(parts, id, `release ${hold.id}`, version), schemaVersion: 1, orderId: id}));
}
