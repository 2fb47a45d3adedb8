import {type CacheChange, nextStateOfJobs, requireState} from '../cache/cache-change.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {Instant} from '../shared/instant.ts';
import {countItems} from './count-items.ts';
import type {JobItem} from './job.ts';
import type {JobPlan, PlannedOrder} from './job-plan.ts';
import {ITEMS_PER_PART, type JobRecord} from './job-records.ts';

function toItem({orderId, orderNumber, units, left, refusal}: PlannedOrder): JobItem {
  const item = {orderId, orderNumber, units, left, attempt: 1};
  return refusal === undefined ? {...item, state: 'waiting'} : {...item, state: 'skipped', refusal};
}

/**
 * Writes a planned job, all of it or nothing, in pieces that leave the page free. The same plan started twice is one
 * job: the answer then brings no change.
 */
export function startJob(cache: OrderCache, plan: JobPlan, excluded: ReadonlySet<string>, by: {readonly name: string; readonly now: Instant}): Promise<{readonly job: JobRecord; readonly change: CacheChange | undefined}> {
  const items = plan.orders.filter(({orderId}) => !excluded.has(orderId)).map(toItem);
  const job: JobRecord = {
    id: plan.jobId,
    action: plan.action,
    startedAt: by.now,
    startedBy: by.name,
    parts: Math.ceil(items.length / ITEMS_PER_PART),
    counts: countItems(items),
    waitingFrom: 0,
    turn: 0,
  };
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const known = await tx.readJob(job.id);
    if (known !== undefined) return {job: known, change: undefined};
    for (let part = 0; part < job.parts; part += 1) {
      await tx.writeJobParts([{jobId: job.id, part, items: items.slice(part * ITEMS_PER_PART, (part + 1) * ITEMS_PER_PART)}]);
    }
    await tx.writeJob(job);
    return {job, change: await nextStateOfJobs(tx, before)};
  });
}
