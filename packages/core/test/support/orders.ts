import type {CommandBody} from '../../src/order/command.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import {firstParcelId} from '../../src/shared/ids.ts';
import type {MemoryServer} from './memory-backend.ts';

const SHOP = {id: 'shop', name: 'Shop', role: 'owner'} as const;

/** A paid sale of some units of one thing; enough to pack, verify and send. */
export function sale(quantity = 2, change: Partial<NewOrder> = {}): NewOrder {
  return {
    channel: {code: 'online'},
    currency: 'HKD',
    customer: {id: 'c1', name: '陳大文'},
    paymentMethod: {code: 'bank', needsReceipt: false, allowUnpaidDispatch: false},
    shippingMethod: {code: 'sf', carrier: 'own'},
    shippingAddress: {lines: ['1 Nathan Road'], city: 'Hong Kong'},
    lines: [{sku: 'TEA', name: 'Oolong tea', quantity, unitPrice: {amount: 5000, scale: 2, currency: 'HKD'}}],
    paid: {method: 'bank'},
    ...change,
  };
}

/** Places an order on the server, as a shopper's browser or a till would. */
export function place(server: MemoryServer, orderId: string, order: NewOrder = sale()): void {
  const [result] = server.carryOut([{id: `place-${orderId}`, schemaVersion: 1, orderId, type: 'order.place', order}], SHOP);
  if (result?.outcome !== 'applied') throw new Error(`${orderId} could not be placed: ${result?.refusal?.code}`);
}

/** Another person's or device's command, straight to the server. */
export function carryOut(server: MemoryServer, orderId: string, commandId: string, body: CommandBody): void {
  const [result] = server.carryOut([{id: commandId, schemaVersion: 1, orderId, ...body}], SHOP);
  if (result?.outcome !== 'applied') throw new Error(`${commandId} was ${result?.outcome}: ${result?.refusal?.code}`);
}

export const pack = (orderId: string, quantity = 1): CommandBody => ({type: 'parcel.pack', parcelId: firstParcelId(orderId), lineId: '1', quantity});
export const verify = (orderId: string): CommandBody => ({type: 'parcel.verify', parcelId: firstParcelId(orderId)});
export const send = (orderId: string): CommandBody => ({type: 'parcel.send', parcelId: firstParcelId(orderId), remark: 'SF123'});

/** Units of line 1 that are in parcels. */
export function packedUnits(order: {parcels: readonly {contents: readonly {quantity: number}[]}[]} | undefined): number {
  return (order?.parcels ?? []).flatMap(({contents}) => contents).reduce((sum, {quantity}) => sum + quantity, 0);
}
