import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** *Send*, with the remark for the customer. */
export class ParcelSendRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.send'}>> {
  constructor(orderId: string, parcelId: string, details: {readonly remark?: string; readonly trackingNumber?: string} = {}) {
    super('parcel-send-request', orderId, {type: 'parcel.send', parcelId, ...details});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-send-request': ParcelSendRequestEvent;
  }
}
