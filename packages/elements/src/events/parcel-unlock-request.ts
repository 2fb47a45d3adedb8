import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** Verified quantities are to be changed again, and why. */
export class ParcelUnlockRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.unlock'}>> {
  constructor(orderId: string, parcelId: string, reason: string, lineId?: string) {
    super('parcel-unlock-request', orderId, {type: 'parcel.unlock', parcelId, reason, ...(lineId === undefined ? {} : {lineId})});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-unlock-request': ParcelUnlockRequestEvent;
  }
}
