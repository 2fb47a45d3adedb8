import type {Order} from '../order/order.ts';
import type {Parcel} from '../parcel/parcel.ts';
import {type DayBounds, dayBounds} from './day-bounds.ts';
import {instantMs} from './instant-ms.ts';
import type {DayField, DayTerm} from './order-query.ts';

/** When a parcel was sent, in milliseconds since 1970, UTC; undefined: it was not. */
export function sentMs({sentAt}: Parcel): number | undefined {
  return sentAt === undefined ? undefined : instantMs(sentAt);
}

/** The day on which an unsent parcel is to leave; midnight in UTC stands for the day, whatever the shop's zone. */
export function shipDayMs({sentAt, shipOn}: Parcel): number | undefined {
  return sentAt !== undefined || shipOn === undefined ? undefined : instantMs(`${shipOn}T00:00:00.000Z`);
}

/** The moments a condition on `field` is about. */
export function momentsOf(order: Order, field: DayField): readonly number[] {
  if (field === 'placed') return [instantMs(order.placedAt)];
  if (field === 'updated') return [instantMs(order.updatedAt)];
  return order.parcels.flatMap((parcel) => (field === 'sent' ? sentMs(parcel) : shipDayMs(parcel)) ?? []);
}

/** Between which moments a condition's days lie. Days to ship on are calendar dates: they are the same in every zone. */
export function boundsOf({kind, from, to}: DayTerm, timeZone: string): DayBounds {
  return dayBounds(from, to, kind === 'ship' ? 'UTC' : timeZone);
}
