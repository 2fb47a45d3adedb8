import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** *Verify Packed*: one line of a parcel, or without `lineId` all of it. */
export class ParcelVerifyRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.verify'}>> {
  constructor(orderId: string, parcelId: string, lineId?: string) {
    super('parcel-verify-request', orderId, {type: 'parcel.verify', parcelId, ...(lineId === undefined ? {} : {lineId})});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-verify-request': ParcelVerifyRequestEvent;
  }
}
