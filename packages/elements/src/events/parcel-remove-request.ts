import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** A parcel is not needed; its contents are not in any box then. */
export class ParcelRemoveRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.remove'}>> {
  constructor(orderId: string, parcelId: string) {
    super('parcel-remove-request', orderId, {type: 'parcel.remove', parcelId});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-remove-request': ParcelRemoveRequestEvent;
  }
}
