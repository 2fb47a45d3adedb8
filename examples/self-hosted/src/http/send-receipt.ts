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
  return new Response(file.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': file.mediaType,
      // Browsers show no PDF in a sandbox.
      'content-disposition': `${file.mediaType === 'application/pdf' ? 'attachment' : 'inline'}; filename="receipt.${file.mediaType.split('/')[1] ?? 'bin'}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      // A picture of somebody's bank account: whoever may look at it asks again, and nothing of it stays behind.
      'cache-control': 'no-store',
    },
  });
}
