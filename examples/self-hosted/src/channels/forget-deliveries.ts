import type {Services} from '../services.ts';

/** Days after which a message is forgotten; one that could not be used holds names and addresses. */
const KEPT_DAYS = 30;

/** Forgets messages of channels that last arrived long ago. */
export async function forgetDeliveries({storage, storeId, now}: Pick<Services, 'storage' | 'storeId' | 'now'>): Promise<void> {
  await storage.forgetDeliveries(storeId, new Date(Date.parse(now()) - KEPT_DAYS * 86_400_000).toISOString());
}
