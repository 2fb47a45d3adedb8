import type {OrderEngine} from '../../src/engine/order-engine.ts';
import type {Order} from '../../src/order/order.ts';

/** Writes down what a page would show of an order, at every notice. */
export function watch<Value>(engine: OrderEngine, orderId: string, look: (order: Order | undefined) => Value): {readonly seen: Value[]; stop(): void} {
  const seen: Value[] = [];
  const stop = engine.subscribe((change) => {
    if (change.orderIds !== 'all' && !change.orderIds.has(orderId)) return;
    void engine.readOrder(orderId).then((order) => {
      const value = look(order);
      if (JSON.stringify(value) !== JSON.stringify(seen.at(-1))) seen.push(value);
    });
  });
  return {seen, stop};
}
