import {eraseFacts} from '../erasure/erase-facts.ts';
import type {OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {emptyParcel} from '../parcel/parcel.ts';
import {EngineError} from '../shared/engine-error.ts';
import type {OrderFactsOnly} from './derive-order.ts';
import {evolveActs} from './evolve-acts.ts';
import {emptied, evolveParcels} from './evolve-parcels.ts';
import {evolveReceipts} from './evolve-receipts.ts';
import {withEditedFacts} from './edited-facts.ts';
import {cancelledLines} from './edited-lines.ts';
import {sentByLine} from './places.ts';
import {evolveMarks} from './staff-marks.ts';

type FactsDraft = {-readonly [Key in keyof OrderFactsOnly]: OrderFactsOnly[Key]};

/**
 * The facts after one event. Pure; shares what did not change. Derived values of the answer are stale until
 * `deriveOrder`. An event this version does not know changes nothing and is kept in the log.
 * @throws EngineError `event/no-order` when something other than `order.placed` meets no order.
 */
export function evolve(order: OrderFactsOnly | undefined, event: OrderEvent): OrderFactsOnly {
  if (event.type === 'order.placed') {
    return {...event.order, version: 0, applied: {}, createdAt: event.at, updatedAt: event.at};
  }
  if (order === undefined) throw new EngineError('event/no-order', `The event ${event.type} came before its order was placed.`);
  // One copy, which nobody has seen yet, is filled in below.
  const facts: FactsDraft = {...order, updatedAt: event.at};
  switch (event.type) {
    case 'order.confirmed':
      // A credit or an adjustment has nothing to send and nothing to wait for: it is closed as soon as it is placed.
      return {...facts, lifecycle: facts.kind === 'sale' ? 'placed' : 'closed', parcels: event.parcelId === undefined ? facts.parcels : [emptyParcel(event.parcelId)]};
    case 'order.cancelled':
      return {...cancelUnits(facts), lifecycle: 'cancelled', cancelledAt: event.at};
    case 'order.expired':
      return {...facts, expiredAt: facts.expiredAt ?? event.at};
    case 'order.edited':
      return withEditedFacts(facts, event.changes);
    case 'line.cancelled':
      return {...facts, lines: cancelledLines(facts.lines, event.lineId, event.quantity)};
    case 'order.closed':
      return {...facts, lifecycle: 'closed'};
    case 'order.archived':
      return {...facts, archived: event.archived};
    case 'order.erased':
      return {...eraseFacts<OrderFactsOnly>(facts), erasedAt: event.at};
    case 'note.added':
    case 'tags.changed':
    case 'hold.added':
    case 'hold.released':
      return evolveMarks(facts, event);
    case 'payment.entered':
      facts.payments = [...facts.payments, event.entry];
      return facts;
    case 'receipt.submitted':
    case 'receipt.superseded':
    case 'receipt.accepted':
    case 'receipt.denied':
      facts.receipts = evolveReceipts(facts.receipts, event);
      return facts;
    case 'parcel.added':
    case 'parcel.removed':
    case 'parcel.packed':
    case 'parcel.filled':
    case 'parcel.unpacked':
    case 'parcel.verified':
    case 'parcel.unlocked':
    case 'parcel.scheduled':
    case 'parcel.split':
    case 'parcel.measured':
    case 'parcel.sent':
    case 'parcel.tracked':
    case 'parcel.reported':
      facts.parcels = evolveParcels(facts.parcels, event);
      return facts;
    case 'act.undoable':
    case 'act.undone':
      return evolveActs(facts, event);
    default:
      return order;
  }
}

/** Every unsent unit becomes cancelled and unsent parcels are emptied. Of credits and adjustments everything goes. */
function cancelUnits(facts: OrderFactsOnly): OrderFactsOnly {
  const sent = sentByLine(facts);
  const lines: Order['lines'] = facts.lines.map((line) => ({...line, cancelled: line.quantity - (sent.get(line.id) ?? 0)}));
  const parcels = facts.parcels.map((parcel) => (parcel.sentAt === undefined ? emptied(parcel) : parcel));
  return {...facts, lines, parcels};
}
