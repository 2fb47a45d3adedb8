import type {OrderEngine} from '../../src/engine/order-engine.ts';
import type {JobAction, JobItemState} from '../../src/jobs/job.ts';
import {MemoryServer} from './memory-backend.ts';
import {place, sale} from './orders.ts';

/** Everything of an order is sent on one day. */
export const ALL: JobAction = {kind: 'dispatch', mode: 'all_items', shipOn: '2026-11-27', remark: 'By courier'};
export const TAG: JobAction = {kind: 'command', body: {type: 'tags.change', add: ['friday']}};

/** Names of that many orders: `o0`, `o1`, … */
export const idsOf = (count: number, prefix = 'o'): string[] => Array.from({length: count}, (_, number) => `${prefix}${number}`);

/** A server with that many orders of two units each. */
export function shopWith(count: number): MemoryServer {
  const server = new MemoryServer();
  for (const id of idsOf(count)) place(server, id, sale(2));
  return server;
}

/** What became of each order of a job so far. */
export async function statesOf(engine: OrderEngine, jobId: string): Promise<Record<string, JobItemState>> {
  const items = (await engine.jobs.read(jobId, {limit: 100_000}))?.items ?? [];
  return Object.fromEntries(items.map(({orderId, state}) => [orderId, state]));
}

/** The commands of a job that changed something on the server. */
export function dispatched(server: MemoryServer, jobId: string): string[] {
  return server.appliedCommandIds.filter((id) => id.startsWith(`${jobId}~`));
}
