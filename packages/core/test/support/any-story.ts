import fc from 'fast-check';
import type {DecisionContext} from '../../src/order/decision.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';
import {applyCommand, type Applied} from '../../src/rules/apply-command.ts';
import {anyNewOrder} from './any-new-order.ts';
import {anyMeanwhile, anyStep, askedOf, type Asked, type Step} from './any-steps.ts';
import {contextOf} from './people.ts';

/** A random life: how the order is placed, what is asked of it, and what the world does to it on the way. */
export interface AnyStory {
  readonly placed: NewOrder;
  readonly steps: readonly Step[];
  readonly meanwhile: (order: Order) => Order;
  /** Before which step the world does something; past the end: never. */
  readonly meanwhileAt: number;
  /** The settings it happens under. */
  readonly literal: boolean;
}

export function anyStory(maxLength = 30): fc.Arbitrary<AnyStory> {
  return fc.record({
    placed: anyNewOrder,
    steps: fc.array(anyStep, {maxLength, size: 'max'}),
    meanwhile: anyMeanwhile,
    meanwhileAt: fc.nat(2 * maxLength),
    literal: fc.constantFrom(false, false, false, true),
  });
}

/** One thing that was asked in a story, and what came of it. */
export interface Told extends Asked {
  readonly before: Order | undefined;
  readonly answer: Applied;
}

/** Lives a story through; `look` sees every step. Placing it comes first. */
export function live({placed, steps, meanwhile, meanwhileAt, literal}: AnyStory, look: (told: Told) => void = () => {}): Order | undefined {
  const settings = {completeOnFirstSend: literal, reviewOnlyWithReceipt: literal};
  const under = ({command, context}: Asked): Asked => ({command, context: {...context, settings: {...context.settings, ...settings}} satisfies DecisionContext});
  let order: Order | undefined;
  const ask = (asked: Asked): void => {
    const answer = applyCommand(order, asked.command, asked.context);
    look({...asked, before: order, answer});
    if (answer.ok) order = answer.order;
  };
  ask(under({command: {id: 'c-place', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: placed}, context: contextOf({nextNumber: '1000'})}));
  for (const [index, step] of steps.entries()) {
    if (index === meanwhileAt && order !== undefined) order = meanwhile(order);
    ask(under(askedOf(step, order, index)));
  }
  return order;
}
