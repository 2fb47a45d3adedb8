import type {CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** *+ Add Parcel*. The widget makes the id with `engine.newId()`. */
export class ParcelAddRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.add'}>> {
  constructor(orderId: string, parcelId: string) {
    super('parcel-add-request', orderId, {type: 'parcel.add', parcelId});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-add-request': ParcelAddRequestEvent;
  }
}
