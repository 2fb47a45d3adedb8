import type {CommandOf} from '../order/command.ts';
import type {Order} from '../order/order.ts';
import {letterKey} from './letters.ts';

/**
 * The keys of the letters that the undone command asked for, exactly as `effectsOf` gave them. A server withdraws
 * them in the transaction that stores the undoing; when one of them has left already it decides once more with
 * `undoClosed`. Nothing for an act that the order does not hold, or that wrote to nobody.
 *
 * @param before the order as it was when it was asked to undo.
 * @example
 * cancelledEffectKeys(order, {…, type: 'order.undo', undoes: '0198…'}) //=> ['o1/0198…/parcel-sent/o1-p1']
 */
export function cancelledEffectKeys(before: Pick<Order, 'id' | 'undoable'> | undefined, command: Pick<CommandOf<'order.undo'>, 'undoes'>): readonly string[] {
  const act = before?.undoable?.find(({commandId}) => commandId === command.undoes);
  if (before === undefined || act?.letter === undefined) return [];
  const {commandId, letter, parcelIds} = act;
  return (parcelIds ?? [undefined]).map((parcelId) => letterKey(before.id, commandId, letter, parcelId));
}
