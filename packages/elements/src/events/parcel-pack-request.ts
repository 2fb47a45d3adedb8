import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** *Pack to #n*: units of a line go into a parcel. */
export class ParcelPackRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.pack'}>> {
  constructor(orderId: string, parcelId: string, lineId: string, quantity: number) {
    super('parcel-pack-request', orderId, {type: 'parcel.pack', parcelId, lineId, quantity});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-pack-request': ParcelPackRequestEvent;
  }
}
