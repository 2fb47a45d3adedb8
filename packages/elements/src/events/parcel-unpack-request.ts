import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** Units of a line come out of a parcel again. */
export class ParcelUnpackRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.unpack'}>> {
  constructor(orderId: string, parcelId: string, lineId: string, quantity: number) {
    super('parcel-unpack-request', orderId, {type: 'parcel.unpack', parcelId, lineId, quantity});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-unpack-request': ParcelUnpackRequestEvent;
  }
}
