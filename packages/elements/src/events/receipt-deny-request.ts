import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** *Deny*, with the message to the customer. */
export class ReceiptDenyRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'receipt.deny'}>> {
  constructor(orderId: string, receiptId: string, hash: string, message: string, expectedVersion?: number) {
    super('receipt-deny-request', orderId, {type: 'receipt.deny', receiptId, hash, message, ...(expectedVersion === undefined ? {} : {expectedVersion})});
  }
}

declare global {
  interface HTMLElementEventMap {
    'receipt-deny-request': ReceiptDenyRequestEvent;
  }
}
