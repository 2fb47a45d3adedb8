import type {CommandBody, CommandType, Order} from '@packline/core';
import {allowedWish} from '../../../packages/core/simulation/wishes/allowed-wishes.ts';
import type {Dice} from '../../../packages/core/simulation/world/dice.ts';

/** What people at a desk wish for, the frequent more often. */
const WISHES: readonly CommandType[] = [
  'parcel.pack', 'parcel.pack', 'parcel.pack', 'parcel.verify', 'parcel.verify', 'parcel.send', 'parcel.send', 'order.dispatch', 'order.dispatch', 'order.send',
  'note.add', 'note.add', 'tags.change', 'tags.change', 'hold.add', 'hold.release', 'order.schedule', 'parcel.schedule', 'parcel.measure', 'parcel.unpack', 'parcel.unlock',
  'parcel.add', 'parcel.remove', 'parcel.track', 'parcel.report', 'order.edit', 'line.cancel', 'order.cancel', 'order.archive', 'order.confirm', 'order.close',
  'payment.record', 'payment.refund',
];

/** A wish for an order as it was when it was last looked at: most are granted, and some come too late. */
export function anyWish(order: Order, dice: Dice, unique: string): CommandBody {
  for (const type of dice.shuffled(WISHES)) {
    const wish = allowedWish(type, {order, dice, unique});
    if (wish !== undefined) return wish;
  }
  return {type: 'note.add', text: unique};
}
