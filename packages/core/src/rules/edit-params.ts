import type {Command} from '../order/command.ts';
import type {Order} from '../order/order.ts';
import type {RefusalCode} from '../shared/refusal-codes.ts';
import {overSentLine, undoneBy, unsentUnits} from './edit-facts.ts';
import {sentByLine, sumPlaces, unsentOf} from './places.ts';
import {MAX_TAGS} from './staff-marks.ts';

/** What the sentences about edits, cancelled lines, tags and closing need to know. */
export function editParams(code: RefusalCode, order: Order, command: Command): Readonly<Record<string, string | number>> {
  switch (code) {
    case 'edit/undoes-packing': {
      const undone = undoneBy(order, command);
      return {units: undone.reduce((sum, {quantity}) => sum + quantity, 0), parcels: new Set(undone.map(({parcelId}) => parcelId)).size};
    }
    case 'edit/goods-packed':
      return {position: order.parcels.findIndex(({contents}) => contents.length > 0) + 1};
    case 'line/already-sent': {
      const line = overSentLine(order, command);
      return line === undefined ? {} : {name: line.name, sent: sentByLine(order).get(line.id) ?? 0, cancelled: line.cancelled};
    }
    case 'line/not-enough-unsent':
      return command.type === 'line.cancel' ? {left: unsentUnits(order, command.lineId)} : {};
    case 'order/not-finished':
      return {left: unsentOf(sumPlaces(order))};
    case 'tags/too-many':
      return {most: MAX_TAGS};
    default:
      return {};
  }
}
