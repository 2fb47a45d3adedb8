import type {Order} from '../order/order.ts';
import {type DayBounds, dayBounds} from './day-bounds.ts';
import type {DayField, DayTerm} from './order-query.ts';

/** Visits when parcels were sent, in milliseconds since 1970, UTC. */
export function forEachSent(order: Order, visit: (sentAtMs: number) => void): void {
  for (const {sentAt} of order.parcels) if (sentAt !== undefined) visit(Date.parse(sentAt));
}

/** Visits the days on which unsent parcels are to leave; midnight in UTC stands for the day, whatever the shop's zone. */
export function forEachShipDay(order: Order, visit: (dayMs: number) => void): void {
  for (const {sentAt, shipOn} of order.parcels) if (sentAt === undefined && shipOn !== undefined) visit(Date.parse(`${shipOn}T00:00:00.000Z`));
}

/** The moments a condition on `field` is about. */
export function momentsOf(order: Order, field: DayField): readonly number[] {
  if (field === 'placed') return [Date.parse(order.placedAt)];
  if (field === 'updated') return [Date.parse(order.updatedAt)];
  const moments: number[] = [];
  if (field === 'sent') forEachSent(order, (ms) => void moments.push(ms));
  else forEachShipDay(order, (ms) => void moments.push(ms));
  return moments;
}

/** Between which moments a condition's days lie. Days to ship on are calendar dates: they are the same in every zone. */
export function boundsOf({kind, from, to}: DayTerm, timeZone: string): DayBounds {
  return dayBounds(from, to, kind === 'ship' ? 'UTC' : timeZone);
}
