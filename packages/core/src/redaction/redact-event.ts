import type {Role} from '../order/decision.ts';
import type {EditedFacts, OrderEvent, OrderEventType} from '../order/event.ts';
import {withRules, type FieldRules} from './field-rules.ts';
import {redactFacts, seesMoney} from './redact-order.ts';
import {
  noAmount,
  ofPeople,
  redactAct,
  redactAddress,
  redactChannel,
  redactContents,
  redactCustomer,
  redactDimensions,
  redactHold,
  redactLine,
  redactNote,
  redactPayment,
  redactPaymentMethod,
  redactReceipt,
  redactShippingMethod,
  redactTags,
  withNumbers,
} from './redact-parts.ts';

type EventOf<Type extends OrderEventType> = Extract<OrderEvent, {readonly type: Type}>;

const EDITED: FieldRules<EditedFacts> = {
  channel: redactChannel,
  customer: (customer) => redactCustomer(customer),
  paymentMethod: redactPaymentMethod,
  shippingMethod: redactShippingMethod,
  discounts: 'drop',
  shippingAddress: redactAddress,
  shippingFee: 'drop',
  tax: 'drop',
  customerNote: ofPeople,
  staffNote: ofPeople,
  lines: (lines) => lines.map(redactLine),
  addedParcelId: 'keep',
  withoutParcels: 'keep',
};

const ALWAYS = {type: 'keep', at: 'keep', by: ofPeople} as const;
const OF_PARCEL = {...ALWAYS, parcelId: 'keep'} as const;
const OF_RECEIPT = {...ALWAYS, receiptId: 'keep'} as const;

/** Every field of every event. A new kind of event does not compile until it has its rules. */
const EVENTS: {readonly [Type in OrderEventType]: FieldRules<EventOf<Type>>} = {
  'order.placed': {...ALWAYS, order: (order) => redactFacts(order)},
  'order.confirmed': {...ALWAYS, parcelId: 'keep'},
  'order.cancelled': {...ALWAYS, reason: ofPeople},
  'order.expired': ALWAYS,
  'order.edited': {...ALWAYS, changes: (changes) => withRules(EDITED, changes)},
  'line.cancelled': {...ALWAYS, lineId: 'keep', quantity: 'keep', reason: ofPeople},
  'order.closed': ALWAYS,
  'order.archived': {...ALWAYS, archived: 'keep'},
  'order.erased': ALWAYS,
  'note.added': {...ALWAYS, note: redactNote},
  'tags.changed': {...ALWAYS, tags: redactTags},
  'hold.added': {...ALWAYS, hold: redactHold},
  'hold.released': {...ALWAYS, holdId: 'keep', note: ofPeople},
  'act.undoable': {...ALWAYS, act: redactAct},
  'act.undone': {...ALWAYS, act: redactAct, superseded: 'keep'},
  'receipt.submitted': {...ALWAYS, receipt: redactReceipt},
  'receipt.superseded': OF_RECEIPT,
  'receipt.accepted': {...OF_RECEIPT, amount: noAmount},
  'receipt.denied': {...OF_RECEIPT, message: () => ''},
  'payment.entered': {...ALWAYS, entry: redactPayment},
  'parcel.added': OF_PARCEL,
  'parcel.removed': OF_PARCEL,
  'parcel.packed': {...OF_PARCEL, lineId: 'keep', quantity: 'keep'},
  'parcel.unpacked': {...OF_PARCEL, lineId: 'keep', quantity: 'keep'},
  'parcel.verified': {...OF_PARCEL, lineId: 'keep'},
  'parcel.unlocked': {...OF_PARCEL, reason: ofPeople, lineId: 'keep'},
  'parcel.measured': {...OF_PARCEL, weightGrams: 'keep', dimensionsMm: redactDimensions},
  'parcel.scheduled': {...OF_PARCEL, shipOn: 'keep'},
  'parcel.filled': {...OF_PARCEL, contents: redactContents},
  'parcel.split': {...OF_PARCEL, toParcelId: 'keep', contents: redactContents},
  'parcel.sent': {...OF_PARCEL, remark: withNumbers, trackingNumber: 'keep'},
  'parcel.tracked': {...OF_PARCEL, trackingNumber: 'keep'},
  'parcel.reported': {...OF_PARCEL, transit: 'keep', note: ofPeople},
};

/**
 * An event as this role may see it. Applying a redacted event to a redacted order gives the redacted outcome. Of an
 * event that this version does not know only that it happened is left.
 */
export function redactEvent(event: OrderEvent, role: Role): OrderEvent {
  if (seesMoney(role)) return event;
  const rules = (Object.hasOwn(EVENTS, event.type) ? EVENTS[event.type] : ALWAYS) as FieldRules<OrderEvent>;
  return withRules(rules, event);
}
