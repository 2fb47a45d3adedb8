import type {Settings} from '@packline/core';
import type {Services} from '../services.ts';
import {bringOrdersUpToDate} from './bring-up-to-date.ts';

/**
 * Changes rules of the shop. Readers of the feed hear of it at once; statuses that depend on them follow in the feed.
 *
 * @returns the settings as they are now; settles when the stored orders follow them.
 */
export async function changeSettings(services: Pick<Services, 'storage' | 'storeId' | 'wakes' | 'now'>, changes: Partial<Omit<Settings, 'version' | 'storeId' | 'updatedAt'>>): Promise<Settings> {
  const {storage, storeId, wakes, now} = services;
  const {settings, position} = await storage.transact(async (transaction) => {
    const kept = await transaction.readSettings(storeId);
    const changed: Settings = {...kept, ...changes, version: kept.version + 1, updatedAt: now()};
    return {settings: changed, position: await transaction.writeSettings(storeId, changed)};
  });
  wakes.publish({position, orders: new Map()});
  await bringOrdersUpToDate(services);
  return settings;
}
