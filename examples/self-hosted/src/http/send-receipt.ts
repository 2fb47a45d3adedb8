import type {Order} from '@packline/core';
import type {Services} from '../services.ts';
import {HttpProblem} from './problem.ts';

/**
 * The uploaded bytes as they are. A stranger chose them, so they may be shown as a picture and nothing else: no
 * guessing of types, no scripts, no frames, should anybody open the address by itself.
 */
export async function sendReceipt({storage, storeId}: Pick<Services, 'storage' | 'storeId'>, order: Order, receiptId: string): Promise<Response> {
  const receipt = order.receipts.find(({id}) => id === receiptId);
  const file = receipt && (await storage.readReceiptFile(storeId, receipt.hash));
  if (!file) throw new HttpProblem('not-found', receipt ? 'The picture of this receipt was never uploaded here.' : 'This order has no such receipt.');
  return new Response(Uint8Array.from(file.bytes), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `inline; filename="receipt.${file.mediaType.split('/')[1] ?? 'bin'}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    },
  });
}
