import type {CalendarDate, CommandBody} from '@packline/core';
import {CommandRequestEvent} from './command-request.ts';

/** The ready switch: a day, or null for not ready. */
export class ParcelScheduleRequestEvent extends CommandRequestEvent<Extract<CommandBody, {type: 'parcel.schedule'}>> {
  constructor(orderId: string, parcelId: string, shipOn: CalendarDate | null) {
    super('parcel-schedule-request', orderId, {type: 'parcel.schedule', parcelId, shipOn});
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-schedule-request': ParcelScheduleRequestEvent;
  }
}
