import type {OrderCache} from '../cache/order-cache.ts';
import type {Logger} from '../ports/logger.ts';

/** Bytes of receipt pictures a device keeps in all. */
const PICTURES_BYTES = 48 * 1024 * 1024;

/** An uploaded picture from the device, or from the backend and then kept. */
export async function readPicture(cache: OrderCache, key: string, fetchPicture: () => Promise<Blob>, logger: Logger): Promise<Blob> {
  const kept = await cache.readPicture(key).catch(() => undefined);
  if (kept !== undefined) return new Blob([kept.bytes], {type: kept.mediaType});
  const picture = await fetchPicture();
  try {
    await cache.writePicture({key, bytes: await picture.arrayBuffer(), mediaType: picture.type, sizeBytes: picture.size}, PICTURES_BYTES);
  } catch (error) {
    logger.warn('A receipt picture could not be kept on this device; it is shown all the same.', {error: String(error)});
  }
  return picture;
}
