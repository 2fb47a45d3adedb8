import type {Logger} from '../ports/logger.ts';
import type {Replica} from './replica.ts';

/** Bytes of receipt pictures a device keeps in all. */
const PICTURES_BYTES = 48 * 1024 * 1024;

/** An uploaded picture from the device, or from the backend and then kept. */
export async function readPicture(replica: Replica, key: string, fetchPicture: () => Promise<Blob>, logger: Logger): Promise<Blob> {
  const {cache} = replica;
  const kept = await cache.readPicture(key).catch(() => undefined);
  if (kept !== undefined) return new Blob([kept.bytes], {type: kept.mediaType});
  const picture = await fetchPicture();
  try {
    const bytes = await picture.arrayBuffer();
    // Somebody signed out while it was on its way.
    if (replica.session === undefined) return picture;
    await cache.writePicture({key, bytes, mediaType: picture.type, sizeBytes: picture.size}, PICTURES_BYTES);
  } catch (error) {
    logger.warn('A receipt picture could not be kept on this device; it is shown all the same.', {error: String(error)});
  }
  return picture;
}
