import {createMemoryBackend, type MemoryBackend, type MemoryBackendOptions} from '@packline/client/testing';
import type {CommandBody, Money, NewOrder, NewOrderLine} from '@packline/core';
import {createOrderEngine, type OrderEngine} from '@packline/core/engine';

/** A shop for tests: the real engine over a backend in memory that decides with the real rules. */
export interface Shop {
  readonly backend: MemoryBackend;
  readonly engine: OrderEngine;
  /** Somebody places an order elsewhere. Answers its id, which is `o` and its number. */
  place(changes?: Partial<NewOrder>): string;
  /** Somebody else does something to an order. */
  act(orderId: string, body: CommandBody): void;
  /** A customer uploads a picture, or one that the backend lost again. Answers the receipt's id. */
  upload(orderId: string, picture?: Blob | 'lost', mediaType?: string): string;
  /** Settles when the engine has all the backend has. */
  synced(): Promise<void>;
}

const open: OrderEngine[] = [];
let commands = 0;

export const hkd = (cents: number): Money => ({amount: cents, scale: 2, currency: 'HKD'});

export function line(changes: Partial<NewOrderLine> = {}): NewOrderLine {
  return {sku: 'TEA-01', name: '凍頂烏龍 150 g', quantity: 2, unitPrice: hkd(10_000), ...changes};
}

/** Two packets of tea, HK$200.00, by FPS with a receipt, to be sent by courier. */
export function newOrder(changes: Partial<NewOrder> = {}): NewOrder {
  return {
    channel: {code: 'online'},
    customer: {id: 'c1', name: '陳嘉欣 Chan Ka Yan', email: 'chan@example.com'},
    paymentMethod: {code: 'fps', name: 'FPS 轉數快', needsReceipt: true, allowUnpaidDispatch: false},
    shippingMethod: {code: 'sf', name: '順豐', carrier: 'own'},
    shippingAddress: {name: '陳嘉欣', lines: ['1 Nathan Road'], city: 'Hong Kong'},
    lines: [line()],
    ...changes,
  };
}

/** Opens a shop with `count` orders, `o1001` first and oldest, a minute apart. Close all with {@link closeShops}. */
export async function openShop({count = 0, order = () => ({}), ...options}: MemoryBackendOptions & {readonly count?: number; readonly order?: (index: number) => Partial<NewOrder>} = {}): Promise<Shop> {
  const backend = createMemoryBackend({endpoint: `memory://${(commands += 1)}`, ...options});
  let next = 1001;
  const command = (orderId: string, body: CommandBody) => ({id: `c${(commands += 1)}`, schemaVersion: 1, orderId, ...body}) as const;
  const firstMs = Date.parse('2026-11-01T00:00:00Z');
  const placing = (changes: Partial<NewOrder>) => {
    const number = changes.number ?? String(next);
    const placedAt = new Date(firstMs + next * 60_000).toISOString();
    next += 1;
    return command(`o${number}`, {type: 'order.place', order: newOrder({placedAt, ...changes, number})});
  };
  backend.publish(...Array.from({length: count}, (_, index) => placing(order(index))));
  const engine = createOrderEngine({backend, storage: 'memory'});
  open.push(engine);
  await engine.syncNow();
  await engine.ready;
  const shop: Shop = {
    backend,
    engine,
    place(changes = {}) {
      const made = placing(changes);
      backend.publish(made);
      return made.orderId;
    },
    act: (orderId, body) => void backend.publish(command(orderId, body)),
    upload(orderId, picture = new Blob(['x']), mediaType = 'image/png') {
      const receiptId = `r${(commands += 1)}`;
      const hash = String(commands).padStart(64, '0');
      const sizeBytes = picture === 'lost' ? 1 : Math.max(1, picture.size);
      if (picture !== 'lost') backend.keepReceipt(orderId, receiptId, picture);
      backend.publish(command(orderId, {type: 'receipt.submit', receiptId, hash, mediaType, sizeBytes}));
      return receiptId;
    },
    async synced() {
      await engine.syncNow();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
  return shop;
}

/** After each test: nothing of it goes on. */
export async function closeShops(): Promise<void> {
  await Promise.all(open.splice(0).map((engine) => engine.close()));
}
