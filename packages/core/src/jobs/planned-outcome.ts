import type {Order} from '../order/order.ts';
import {sumPlaces, unsentOf} from '../rules/places.ts';
import type {Refusal} from '../shared/refusal.ts';
import type {BulkCommandType} from './bulk-commands.ts';
import type {PlannedOrder} from './job-plan.ts';

/** Commands by which goods leave: only of these something can stay behind. */
const SENDS: readonly string[] = ['order.dispatch', 'order.send'] satisfies BulkCommandType[];

/** Why nothing would happen to an order. */
export function blockedOrder(orderId: string, orderNumber: string, refusal: Refusal): PlannedOrder {
  return {orderId, orderNumber, units: 0, left: 0, refusal};
}

/**
 * What a command that is allowed does to an order: how many units leave with it, and how many stay.
 * @param before undefined when only the outcome is known: then the units sent at its last instant are taken.
 */
export function sentOrder(type: string, before: Order | undefined, after: Order): PlannedOrder {
  const planned = {orderId: after.id, orderNumber: after.number, units: 0, left: 0};
  if (!SENDS.includes(type)) return planned;
  const sentBefore = new Set(before?.parcels.flatMap(({id, sentAt}) => (sentAt === undefined ? [] : [id])));
  const isNew = ({id, sentAt}: Order['parcels'][number]): boolean => sentAt !== undefined && (before === undefined ? sentAt === after.updatedAt : !sentBefore.has(id));
  const units = after.parcels.filter(isNew).reduce((sum, {contents}) => sum + contents.reduce((total, {quantity}) => total + quantity, 0), 0);
  return {...planned, units, left: unsentOf(sumPlaces(after))};
}
