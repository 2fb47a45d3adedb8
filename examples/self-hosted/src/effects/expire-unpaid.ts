import {derivedId} from '@packline/core';
import type {Services} from '../services.ts';

const MOST_AT_ONCE = 200;
const HOUR_MS = 3_600_000;

type Parts = Pick<Services, 'storage' | 'storeId' | 'commands' | 'now'>;

/** Expires everything that is due now; settles with how many orders were. Settings say after how many hours, 0 = never. */
export async function expireUnpaid(services: Parts): Promise<number> {
  const {settings} = await services.storage.readFeedState(services.storeId);
  if (settings.expireUnpaidAfterHours <= 0) return 0;
  const placedBefore = new Date(Date.parse(services.now()) - settings.expireUnpaidAfterHours * HOUR_MS).toISOString();
  let all = 0;
  for (;;) {
    const expired = await expireSome(services, placedBefore);
    all += expired;
    if (expired < MOST_AT_ONCE) return all;
  }
}

async function expireSome({storage, storeId, commands}: Parts, placedBefore: string): Promise<number> {
  const unpaid = await storage.findUnpaid(storeId, placedBefore, MOST_AT_ONCE);
  if (unpaid.length === 0) return 0;
  const answer = await commands.run({
    // The version is part of the id: a crash repeats the same command, a changed order gets a new one.
    commands: unpaid.map(({id, version}) => ({type: 'order.expire', id: derivedId(id, `expire-${version}`), schemaVersion: 1, orderId: id})),
    actor: {id: 'scheduler', name: 'Scheduler', role: 'system'},
  });
  return answer.ok ? answer.results.filter(({outcome}) => outcome === 'applied').length : 0;
}
