import {setup} from 'xstate';
import type {CommandType} from '../order/command.ts';
import type {RefusalCode} from '../shared/refusal-codes.ts';
import type {ParcelFact} from './facts.ts';
import {movesOf, type Condition} from './moves.ts';

const {refuse, refuseIf, refuseUnless, stay, go, goIf} = movesOf<ParcelFact>();

const TRACK = [refuseIf('sameTracking', 'parcel/nothing-to-change'), stay];

/**
 * Which moves one parcel has. Two independent axes: `sending` (the merchant's own act) and `packing`. What the
 * carrier books and reports are further axes that join with the carrier gateway.
 *
 * Guards read only {@link ParcelFact}s. Regions answer in document order: what was sent is refused as sent first.
 */
export const parcelMachine = /* @__PURE__ */ setup({
  types: {
    context: {} as {readonly facts: Readonly<Record<ParcelFact, boolean>>},
    events: {} as {type: CommandType},
  },
  guards: {fact: ({context}, {fact, is}: Condition<ParcelFact>) => context.facts[fact] === is},
  actions: {allow: () => {}, refuse: (_, _params: {code: RefusalCode}) => {}},
}).createMachine({
  id: 'parcel',
  type: 'parallel',
  context: {facts: {} as Record<ParcelFact, boolean>},
  states: {
    sending: {
      initial: 'unsent',
      states: {
        unsent: {
          on: {
            'parcel.send': go('sent'),
            'parcel.measure': [refuseUnless('measureGiven', 'parcel/nothing-to-change'), stay],
            'parcel.track': TRACK,
            'parcel.report': refuse('parcel/not-sent'),
          },
        },
        sent: {
          on: {
            'parcel.track': TRACK,
            'parcel.report': [refuseIf('sameTransit', 'parcel/nothing-to-change'), stay],
            '*': refuse('parcel/already-sent'),
          },
        },
      },
    },
    packing: {
      initial: 'empty',
      states: {
        empty: {
          on: {
            'parcel.pack': [
              refuseUnless('lineKnown', 'line/not-found'),
              refuseUnless('lineShips', 'line/not-shipped'),
              refuseUnless('quantityWhole', 'order/wrong-quantity'),
              refuseUnless('enoughLeft', 'parcel/not-enough-left'),
              go('packing'),
            ],
            'parcel.unpack': [refuseUnless('lineKnown', 'line/not-found'), refuse('parcel/not-enough-packed')],
            'parcel.verify': refuse('parcel/empty'),
            'parcel.unlock': refuse('parcel/not-verified'),
            'parcel.send': refuse('parcel/empty'),
            'parcel.schedule': stay,
            'parcel.remove': stay,
          },
        },
        packing: {
          on: {
            'parcel.pack': [
              refuseUnless('lineKnown', 'line/not-found'),
              refuseUnless('lineShips', 'line/not-shipped'),
              refuseIf('lineVerified', 'parcel/line-verified'),
              refuseUnless('quantityWhole', 'order/wrong-quantity'),
              refuseUnless('enoughLeft', 'parcel/not-enough-left'),
              stay,
            ],
            'parcel.unpack': [
              refuseUnless('lineKnown', 'line/not-found'),
              refuseIf('lineVerified', 'parcel/line-verified'),
              refuseUnless('quantityWhole', 'order/wrong-quantity'),
              refuseUnless('enoughPacked', 'parcel/not-enough-packed'),
              goIf('takesTheRest', 'empty'),
              stay,
            ],
            'parcel.verify': [
              refuseUnless('linePacked', 'parcel/not-enough-packed'),
              refuseIf('lineVerified', 'parcel/line-verified'),
              goIf('leavesUnverified', 'packing'),
              go('verified'),
            ],
            'parcel.unlock': [
              refuseUnless('reasonGiven', 'parcel/reason-missing'),
              refuseUnless('lineVerified', 'parcel/not-verified'),
              stay,
            ],
            'parcel.send': refuse('parcel/not-verified'),
            'parcel.schedule': stay,
            'parcel.remove': stay,
          },
        },
        verified: {
          on: {
            'parcel.pack': refuse('parcel/verified'),
            'parcel.unpack': refuse('parcel/verified'),
            'parcel.verify': refuse('parcel/verified'),
            'parcel.unlock': [refuseUnless('reasonGiven', 'parcel/reason-missing'), refuseUnless('linePacked', 'line/not-found'), go('packing')],
            'parcel.send': [
              refuseIf('held', 'send/on-hold'),
              refuseIf('refunded', 'send/refunded'),
              refuseUnless('paidEnough', 'send/not-paid'),
            ],
            'parcel.schedule': stay,
            'parcel.remove': stay,
          },
        },
      },
    },
  },
});
