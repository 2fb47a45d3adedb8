import type {CommandBody, Money} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** *Accept*, naming the receipt and the hash of the picture that was seen. */
export class ReceiptAcceptRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'receipt.accept'}>> {
  constructor(orderId: string, receiptId: string, hash: string, details: {readonly amount?: Money; readonly acceptAsFull?: boolean; readonly expectedVersion?: number} = {}) {
    super('receipt-accept-request', orderId, {type: 'receipt.accept', receiptId, hash, ...details});
  }
}

declare global {
  interface HTMLElementEventMap {
    'receipt-accept-request': ReceiptAcceptRequestEvent;
  }
}
