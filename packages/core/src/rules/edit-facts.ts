import type {OrderFact} from '../law/facts.ts';
import type {Command} from '../order/command.ts';
import type {Order, OrderKind, OrderLine} from '../order/order.ts';
import {editedFacts} from './edited-facts.ts';
import {addedLineIds, cancelledLines, editedLines, namedLine} from './edited-lines.ts';
import type {OrderQuestion} from './order-facts.ts';
import {sentByLine} from './places.ts';
import {undonePacking, type UndonePacking} from './undone-packing.ts';

/** The lines as an edit or a cancelled line would leave them. */
function linesAfter(order: Order, command: Command): readonly OrderLine[] {
  if (command.type === 'order.edit') return editedLines(order, command.changes, command.id);
  return command.type === 'line.cancel' ? cancelledLines(order.lines, command.lineId, command.quantity) : order.lines;
}

/** What an edit or a cancelled line would take out of parcels again. */
export function undoneBy(order: Order, command: Command): UndonePacking[] {
  return undonePacking(order, linesAfter(order, command));
}

/** Units of a line that were neither cancelled nor sent. */
export function unsentUnits(order: Order, lineId: string): number {
  const line = order.lines.find(({id}) => id === lineId);
  return line === undefined ? 0 : line.quantity - line.cancelled - (sentByLine(order).get(lineId) ?? 0);
}

/** The first line that would have fewer units than were cancelled and sent of it; one that goes had none sent. */
export function overSentLine(order: Order, command: Command): OrderLine | undefined {
  const sent = sentByLine(order);
  const after = new Map(linesAfter(order, command).map((line) => [line.id, line]));
  return order.lines.find((line) => {
    const gone = sent.get(line.id) ?? 0;
    const edited = after.get(line.id);
    return edited === undefined ? gone > 0 : edited.quantity < line.cancelled + gone;
  });
}

function isQuantity(kind: OrderKind, quantity: number): boolean {
  return Number.isSafeInteger(quantity) && (kind === 'sale' ? quantity > 0 : quantity !== 0);
}

/** Whether every quantity that a command writes down is one that its kind of order can have. */
export function areQuantitiesValid({order, command}: OrderQuestion): boolean {
  if (command.type === 'order.place') return command.order.lines.every(({quantity}) => isQuantity(command.order.kind ?? 'sale', quantity));
  if (command.type === 'line.cancel') return isQuantity('sale', command.quantity);
  if (command.type !== 'order.edit' || order === undefined) return true;
  return (command.changes.lines ?? []).every((edit) => {
    const quantity = 'add' in edit ? edit.add.quantity : 'lineId' in edit ? edit.quantity : undefined;
    return quantity === undefined || isQuantity(order.kind, quantity);
  });
}

/** Whether no id would stand for two lines, and no line is changed twice at once. */
export function areLineIdsUnique({order, command}: OrderQuestion): boolean {
  if (command.type === 'order.place') return new Set(command.order.lines.map((line, index) => line.id ?? String(index + 1))).size === command.order.lines.length;
  if (command.type !== 'order.edit' || order === undefined) return true;
  const named = (command.changes.lines ?? []).map(namedLine).filter((id) => id !== undefined);
  const ids = [...order.lines.map(({id}) => id), ...addedLineIds(command.changes, command.id)];
  return new Set(named).size === named.length && new Set(ids).size === ids.length;
}

/** Whether something is left that was ordered and not cancelled. An edit that leaves the lines alone is not asked. */
export function hasLinesLeft({order, command}: OrderQuestion): boolean {
  if (command.type === 'order.place') return command.order.lines.length > 0;
  if (command.type !== 'order.edit' || order === undefined || (command.changes.lines ?? []).length === 0) return true;
  return linesAfter(order, command).some(({quantity, cancelled}) => quantity !== cancelled);
}

type EditFact = Extract<OrderFact, 'linesKnown' | 'keepsSent' | 'goodsPacked' | 'undoesPacking' | 'editChanges' | 'enoughUnsent' | 'cancelsAll'>;

/** What the law asks about edits and cancelled lines. */
export const editFacts: Readonly<Record<EditFact, (question: OrderQuestion) => boolean>> = {
  linesKnown: ({order, command}) => {
    const known = new Set(order?.lines.map(({id}) => id));
    if (command.type === 'line.cancel') return known.has(command.lineId);
    if (command.type !== 'order.edit') return false;
    return (command.changes.lines ?? []).map(namedLine).every((id) => id === undefined || known.has(id));
  },
  keepsSent: ({order, command}) => order !== undefined && overSentLine(order, command) === undefined,
  goodsPacked: ({order, command}) =>
    command.type === 'order.edit' && command.changes.shippingMethod?.carrier === 'none' && order?.shippingMethod.carrier !== 'none' && order?.parcels.some(({contents}) => contents.length > 0) === true,
  undoesPacking: ({order, command}) => order !== undefined && !('undoPacking' in command && command.undoPacking === true) && undoneBy(order, command).length > 0,
  editChanges: ({order, command}) => order !== undefined && command.type === 'order.edit' && Object.keys(editedFacts(order, command.changes, command.id)).length > 0,
  enoughUnsent: ({order, command}) => order !== undefined && command.type === 'line.cancel' && command.quantity <= unsentUnits(order, command.lineId),
  cancelsAll: ({order, command}) => order !== undefined && linesAfter(order, command).every(({quantity, cancelled}) => quantity === cancelled),
};
