import {firstParcelId, type Command, type CommandBody, type NewOrder} from '@packline/core';

/** A command with an id of its own. */
export function give(orderId: string, body: CommandBody, more: Partial<Pick<Command, 'id' | 'device' | 'claimedAt'>> = {}): Command {
  return {id: crypto.randomUUID(), schemaVersion: 1, orderId, ...more, ...body};
}

/** An id that nobody has used. */
export const newId = (): string => crypto.randomUUID();

/** An amount in the currency of the orders of a run. */
export const amount = (cents: number): {amount: number; scale: number; currency: string} => ({amount: cents, scale: 2, currency: 'HKD'});

/** An order of two kinds of tea that is paid already and goes by a courier of the shop's own. */
export function newOrder(more: Partial<NewOrder> = {}): NewOrder {
  return {
    channel: {code: 'online'},
    currency: 'HKD',
    customer: {name: 'Conformance Kit', email: 'kit@example.com', phone: '+852 5500 1020', language: 'en'},
    shippingAddress: {name: 'Conformance Kit', lines: ['Flat 1'], country: 'HK'},
    paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
    shippingMethod: {code: 'own', carrier: 'own'},
    lines: [
      {sku: 'KIT-TEA', name: '鐵觀音 Tieguanyin 100 g', quantity: 3, unitPrice: amount(10_000)},
      {sku: 'KIT-BOX', name: 'Gift box', quantity: 2, unitPrice: amount(2500)},
    ],
    paid: {method: 'card'},
    ...more,
  };
}

/** Places {@link newOrder}. */
export function place(orderId: string, more: Partial<NewOrder> = {}): Command {
  return give(orderId, {type: 'order.place', order: newOrder(more)});
}

/** Places an order of one unit. */
export function placeOneUnit(orderId: string, more: Partial<NewOrder> = {}): Command {
  return place(orderId, {lines: [{sku: 'KIT-LAST', name: 'The last one', quantity: 1, unitPrice: amount(9900)}], ...more});
}

/** Takes units of the first line into the first parcel. */
export function pack(orderId: string, quantity = 1): Command {
  return give(orderId, {type: 'parcel.pack', parcelId: firstParcelId(orderId), lineId: '1', quantity});
}

/** Sends all there is. */
export const dispatch = (orderId: string): Command => give(orderId, {type: 'order.dispatch', mode: 'all_items'});

/** A word among colleagues: always allowed, so it counts what was carried out. */
export const note = (orderId: string, text: string): Command => give(orderId, {type: 'note.add', text});
