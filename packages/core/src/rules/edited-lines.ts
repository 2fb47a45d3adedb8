import type {LineEdit, OrderEdit} from '../order/order-edit.ts';
import type {Order, OrderKind, OrderLine, ShippingMethod} from '../order/order.ts';
import type {NewOrderLine} from '../order/new-order.ts';
import {derivedId} from '../shared/ids.ts';

type Edited = Pick<Order, 'kind' | 'lines' | 'shippingMethod'>;

/** Whether anything of such an order is carried anywhere. */
export function travels(kind: OrderKind, {carrier}: ShippingMethod): boolean {
  return kind === 'sale' && carrier !== 'none';
}

/** Ids of added lines, in the order they are asked for; derived, so that a batch may give one wish to many orders. */
export function addedLineIds({lines = []}: OrderEdit, commandId: string): string[] {
  return lines.flatMap((edit, index) => ('add' in edit ? [edit.add.id ?? derivedId(commandId, `l${index + 1}`)] : []));
}

/** The line of the order that is named; undefined for one that is added. */
export function namedLine(edit: LineEdit): string | undefined {
  if ('add' in edit) return undefined;
  return 'remove' in edit ? edit.remove : edit.lineId;
}

/**
 * The lines as the edit leaves them: in their places, the added ones last. When a carrier takes the place of none,
 * every line travels; when none takes the place of a carrier, no line does.
 */
export function editedLines(order: Edited, changes: OrderEdit, commandId: string): readonly OrderLine[] {
  const {lines: edits = [], shippingMethod = order.shippingMethod} = changes;
  const before = travels(order.kind, order.shippingMethod);
  const after = travels(order.kind, shippingMethod);
  if (edits.length === 0 && before === after) return order.lines;
  const byLine = new Map(edits.map((edit) => [namedLine(edit), edit]));
  const kept = order.lines.flatMap((line) => {
    const edit = byLine.get(line.id);
    if (edit !== undefined && 'remove' in edit) return [];
    const changed = edit === undefined || 'add' in edit ? line : withEdit(line, edit);
    return before === after ? [changed] : [{...changed, requiresShipping: after}];
  });
  const ids = addedLineIds(changes, commandId);
  const added = edits.flatMap((edit) => ('add' in edit ? [edit.add] : []));
  return [...kept, ...added.map((line, index) => newLine(line, ids[index] as string, after))];
}

/** The lines with some units of one cancelled. */
export function cancelledLines(lines: readonly OrderLine[], lineId: string, quantity: number): readonly OrderLine[] {
  return lines.map((line) => (line.id === lineId ? {...line, cancelled: line.cancelled + quantity} : line));
}

/** A line as it is first written down. */
export function newLine({sku, name, quantity, unitPrice, requiresShipping, note}: NewOrderLine, id: string, carried: boolean): OrderLine {
  return {id, sku, name, quantity, unitPrice, requiresShipping: carried && (requiresShipping ?? true), cancelled: 0, ...(note === undefined ? {} : {note})};
}

function withEdit(line: OrderLine, {quantity, unitPrice, sku, name, note}: Extract<LineEdit, {lineId: string}>): OrderLine {
  const {note: before, ...rest} = line;
  const remark = note === undefined ? before : note;
  return {
    ...rest,
    ...(quantity === undefined ? {} : {quantity}),
    ...(unitPrice === undefined ? {} : {unitPrice}),
    ...(sku === undefined ? {} : {sku}),
    ...(name === undefined ? {} : {name}),
    ...(remark === undefined || remark === null ? {} : {note: remark}),
  };
}
