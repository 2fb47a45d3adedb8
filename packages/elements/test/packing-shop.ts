import {createMemoryBackend, type MemoryBackend, type MemoryBackendOptions} from '@packline/client/testing';
import type {Command, CommandBody, NewOrder, Order} from '@packline/core';
import {createOrderEngine, type OrderEngine} from '@packline/core/engine';

/** A shop with a real engine over the backend for tests. */
export interface PackingShop {
  readonly backend: MemoryBackend;
  readonly engine: OrderEngine;
  /** Does it on this device. Throws what a refusal says. */
  act(orderId: string, ...bodies: readonly CommandBody[]): Promise<Order>;
  close(): Promise<void>;
}

export const hkd = (amount: number) => ({amount, scale: 2, currency: 'HKD'});

const LINES = [
  {id: 'oolong', sku: 'TEA-DD-150', name: '凍頂烏龍 Dong Ding oolong 150 g', quantity: 3, unitPrice: hkd(12800)},
  {id: 'scoop', sku: 'SCP-B', name: 'Bamboo scoop 茶則', quantity: 1, unitPrice: hkd(4800)},
  {id: 'gaiwan', sku: 'GW-110-W', name: 'Gaiwan 蓋碗 110 ml', quantity: 1, unitPrice: hkd(22800)},
];

/** A paid order of three items, five units, to be sent. */
export function teaOrder(number: string, changes: Partial<NewOrder> = {}): NewOrder {
  return {
    number,
    channel: {code: 'online'},
    customer: {id: 'C1', name: '林穎彤 Lam Wing Tung', phone: '+852 9123 6712', email: 'lam@example.com'},
    shippingAddress: {name: '林穎彤 Lam Wing Tung', lines: ['Flat 12B, Block 3, Cheung Wah Estate'], district: 'Fanling'},
    paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
    shippingMethod: {code: 'courier', name: 'General courier', carrier: 'own'},
    lines: LINES,
    paid: {method: 'card'},
    ...changes,
  };
}

let lastCommand = 0;
export function commandOf(orderId: string, body: CommandBody): Command {
  return {id: `command-${(lastCommand += 1)}`, schemaVersion: 1, orderId, ...body};
}

/** Opens a shop with these orders, by id. */
export async function openShop(orders: Readonly<Record<string, NewOrder>>, options: MemoryBackendOptions = {}): Promise<PackingShop> {
  const backend = createMemoryBackend({actor: {id: 'mei', name: 'Mei', role: 'owner'}, ...options, settings: {timeZone: 'Asia/Hong_Kong', ...options.settings}});
  backend.publish(...Object.entries(orders).map(([id, order]) => commandOf(id, {type: 'order.place', order})));
  const engine = createOrderEngine({backend, storage: 'memory'});
  await engine.ready;
  await engine.syncNow();
  return {
    backend,
    engine,
    async act(orderId, ...bodies) {
      let order: Order | undefined;
      for (const body of bodies) {
        const answer = await engine.dispatch(orderId, body);
        if (!answer.ok) throw new Error(`${body.type} was refused: ${answer.refusal.code}`);
        order = answer.order;
      }
      if (order === undefined) throw new Error('Nothing was asked for.');
      return order;
    },
    close: () => engine.close(),
  };
}
