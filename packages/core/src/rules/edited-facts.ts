import type {EditedFacts} from '../order/event.ts';
import type {OrderEdit} from '../order/order-edit.ts';
import type {Order} from '../order/order.ts';
import {emptyParcel} from '../parcel/parcel.ts';
import {firstParcelId} from '../shared/ids.ts';
import {isSameJson} from '../shared/same-json.ts';
import type {OrderFactsOnly} from './derive-order.ts';
import {editedLines, travels} from './edited-lines.ts';
import {needsParcel} from './place-order.ts';

/** Facts that are replaced whole, or taken away by null. */
const REPLACED = ['channel', 'customer', 'shippingAddress', 'paymentMethod', 'shippingMethod', 'shippingFee', 'discounts', 'tax', 'customerNote', 'staffNote'] as const satisfies readonly (keyof OrderEdit & keyof Order)[];

/** What an edit changes, and nothing that is so already: empty when the order is as it was wished. */
export function editedFacts(order: Order, changes: OrderEdit, commandId: string): EditedFacts {
  const changed: Record<string, unknown> = {};
  for (const key of REPLACED) {
    const wished = changes[key];
    if (wished !== undefined && !isSameJson(wished, order[key] ?? null)) changed[key] = wished;
  }
  const lines = editedLines(order, changes, commandId);
  if (lines !== order.lines && !isSameJson(lines, order.lines)) changed['lines'] = lines;
  const travelled = travels(order.kind, order.shippingMethod);
  const carried = travels(order.kind, changes.shippingMethod ?? order.shippingMethod);
  if (travelled && !carried && order.parcels.length > 0) changed['withoutParcels'] = true;
  // An order of which something is to be sent for the first time starts with parcel #1, as one that is placed so.
  if (order.lifecycle === 'placed' && order.parcels.length === 0 && !needsParcel(order) && needsParcel({kind: order.kind, lines})) changed['addedParcelId'] = firstParcelId(order.id);
  return changed;
}


/** The order with these facts in place of the old ones. */
export function withEditedFacts(order: OrderFactsOnly, changes: EditedFacts): OrderFactsOnly {
  const facts: Record<string, unknown> = {...order};
  for (const key of [...REPLACED, 'lines'] as const) {
    const value = changes[key];
    if (value === null) delete facts[key];
    else if (value !== undefined) facts[key] = value;
  }
  const kept = changes.withoutParcels === true ? order.parcels.filter((parcel) => parcel.sentAt !== undefined) : order.parcels;
  const parcels = changes.addedParcelId === undefined ? kept : [...kept, emptyParcel(changes.addedParcelId)];
  return {...(facts as unknown as OrderFactsOnly), parcels};
}
