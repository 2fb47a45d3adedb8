import {createHash} from 'node:crypto';
import {firstParcelId, type Command, type CommandBody, type NewOrder} from '@packline/core';

let made = 0;

/** A command with an id of its own. */
export function give(orderId: string, body: CommandBody, more: Partial<Pick<Command, 'id' | 'device' | 'claimedAt'>> = {}): Command {
  made += 1;
  return {id: `c-${process.pid}-${made}`, schemaVersion: 1, orderId, ...more, ...body};
}

export const hkd = (cents: number) => ({amount: cents, scale: 2, currency: 'HKD'});

/** An order by bank transfer for two kinds of tea. */
export function transferOrder(more: Partial<NewOrder> = {}): NewOrder {
  return {
    channel: {code: 'online'},
    customer: {id: 'C1', name: '陳嘉欣 Chan Ka Yan', email: 'chan@example.com', phone: '+852 5500 1020', language: 'en'},
    shippingAddress: {name: '陳嘉欣 Chan Ka Yan', lines: ['Flat 1'], country: 'HK'},
    paymentMethod: {code: 'fps', name: 'FPS', needsReceipt: true, allowUnpaidDispatch: false},
    shippingMethod: {code: 'sf-door', name: 'SF Express', carrier: 'own'},
    lines: [
      {sku: 'TEA-DD-150', name: '凍頂烏龍 Dong Ding oolong 150 g', quantity: 2, unitPrice: hkd(38_000)},
      {sku: 'GW-110-W', name: '蓋碗 Gaiwan 110 ml', quantity: 1, unitPrice: hkd(32_000)},
    ],
    shippingFee: hkd(3200),
    ...more,
  };
}

export function place(orderId: string, more: Partial<NewOrder> = {}): Command {
  return give(orderId, {type: 'order.place', order: transferOrder(more)});
}

/** Paid at once and ready to pack. */
export function placePaid(orderId: string, more: Partial<NewOrder> = {}): Command {
  return place(orderId, {paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false}, paid: {method: 'card'}, ...more});
}

/** Pack everything, verify, send. */
export function packAndSend(orderId: string): readonly Command[] {
  const parcelId = firstParcelId(orderId);
  return [
    give(orderId, {type: 'parcel.pack', parcelId, lineId: '1', quantity: 2}),
    give(orderId, {type: 'parcel.pack', parcelId, lineId: '2', quantity: 1}),
    give(orderId, {type: 'parcel.verify', parcelId}),
    give(orderId, {type: 'parcel.send', parcelId, remark: 'SF143200987716'}),
  ];
}

/** The smallest thing every browser takes for a PNG. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
