import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {applyCommand, naturalKey, type Actor, type Order} from '@packline/core';
import {prepareImport} from '../../examples/node-scripts/src/import/prepare-import.ts';
import {SETTINGS} from './live-order.ts';

const IMPORTER: Actor = {id: 'u1', name: 'Ada Wong', role: 'owner'};
const NOW = '2026-11-23T06:00:00.000Z';

/** SHA-256 of a file's bytes, lower-case hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

/**
 * The orders of a CSV file as the import example makes them, oldest first and among equal times by number, which is the
 * list's own order turned round. Orders that cannot be imported are left out.
 */
export async function realOrders(path: string): Promise<Order[]> {
  const orders: Order[] = [];
  for await (const imported of (await prepareImport(path)).orders()) {
    if (!imported.ok) continue;
    const answer = applyCommand(undefined, imported.command, {settings: SETTINGS, actor: IMPORTER, now: NOW});
    if (answer.ok) orders.push(answer.order);
  }
  const keys = new Map(orders.map(({number}) => [number, naturalKey(number)]));
  const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
  return orders.sort((left, right) => compare(left.placedAt, right.placedAt) || compare(keys.get(left.number) ?? '', keys.get(right.number) ?? '') || compare(left.number, right.number) || compare(left.id, right.id));
}
