import type {CacheWriter} from './order-cache.ts';

/**
 * The backend may have gone back to a backup, and its settings with it: the next ones it tells count, whatever their
 * version is. Until then the known ones go on.
 */
export async function doubtSettings(tx: CacheWriter): Promise<void> {
  const settings = await tx.readNote('settings');
  if (settings !== undefined) await tx.writeNote('settings', {...settings, version: 0});
}
