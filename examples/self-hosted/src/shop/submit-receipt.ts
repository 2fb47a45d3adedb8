import {createHash} from 'node:crypto';
import type {Order, Refusal} from '@packline/core';
import {LIMITS} from '../http/limits.ts';
import {newId} from '../new-id.ts';
import type {CommandRunner} from '../orders/command-runner.ts';
import {sniffMediaType} from './media-type.ts';

export type Submitted =
  | {readonly ok: true; readonly receiptId: string; readonly hash: string}
  | {readonly ok: false; readonly reason: 'unknown-type' | 'empty' | 'too-many'}
  | {readonly ok: false; readonly reason: 'refused'; readonly refusal: Refusal};

/**
 * Keeps an uploaded proof of payment and hands it in, both in one transaction. The very picture that already waits for
 * review is not handed in twice: a second press on the button, even at the same moment, changes nothing.
 */
export async function submitReceipt(commands: CommandRunner, readOrder: () => Promise<Order>, bytes: Uint8Array): Promise<Submitted> {
  if (bytes.byteLength === 0) return {ok: false, reason: 'empty'};
  const mediaType = sniffMediaType(bytes);
  if (mediaType === undefined) return {ok: false, reason: 'unknown-type'};
  const hash = createHash('sha256').update(bytes).digest('hex');
  for (;;) {
    const order = await readOrder();
    const open = order.receipts.find((receipt) => receipt.state === 'submitted' && receipt.hash === hash);
    if (open) return {ok: true, receiptId: open.id, hash};
    if (order.receipts.length >= LIMITS.receiptsPerOrder) return {ok: false, reason: 'too-many'};
    const receiptId = newId();
    const answer = await commands.run({
      commands: [{type: 'receipt.submit', id: newId(), schemaVersion: 1, orderId: order.id, receiptId, hash, mediaType, sizeBytes: bytes.byteLength}],
      actor: {id: 'shopper', name: order.customer.name ?? '', role: 'shopper'},
      onVersion: order.version,
      receiptFiles: [{hash, mediaType, bytes}],
    });
    if (answer.ok) {
      const refusal = answer.results[0]?.refusal;
      return refusal ? {ok: false, reason: 'refused', refusal} : {ok: true, receiptId, hash};
    }
    if (answer.stale !== true) throw new Error(`A receipt could not be handed in: ${answer.errors[0]?.detail}`);
  }
}
