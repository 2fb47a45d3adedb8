import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {FulfillmentStatus, OrderLine} from '../order/order.ts';
import type {Parcel, ParcelTransit} from '../parcel/parcel.ts';
import {hkd} from '../../test/support/new-order.ts';
import {deriveFulfillment} from './derive-fulfillment.ts';

function lineOf(quantity: number, changes: Partial<OrderLine> = {}): OrderLine {
  return {id: '1', sku: 's', name: 'n', quantity, unitPrice: hkd(100), requiresShipping: true, cancelled: 0, ...changes};
}

function parcelOf(quantity: number, state: 'packing' | 'verified' | ParcelTransit = 'packing'): Parcel {
  const isSent = state !== 'packing' && state !== 'verified';
  return {id: `p-${Math.abs(quantity)}-${state}`, contents: [{lineId: '1', quantity, verified: state !== 'packing'}], transit: isSent ? state : 'none', ...(isSent ? {sentAt: '2026-11-23T00:00:00.000Z'} : {})};
}

const empty: Parcel = {id: 'empty', contents: [], transit: 'none'};

/** Ways into every fulfillment status, as one line of units and the parcels they are in. */
const TABLE: Readonly<Record<FulfillmentStatus, readonly {readonly why: string; readonly lines?: readonly OrderLine[]; readonly parcels?: readonly Parcel[]; readonly kind?: 'credit'}[]>> = {
  not_required: [
    {why: 'nothing travels', lines: [lineOf(4, {requiresShipping: false})]},
    {why: 'everything was taken off', lines: [lineOf(4, {cancelled: 4})]},
    {why: 'a credit has nothing to send', kind: 'credit', lines: [lineOf(-4)]},
  ],
  unfulfilled: [{why: 'nothing is packed'}, {why: 'a parcel is there, but empty', parcels: [empty]}],
  packing: [
    {why: 'some are packed', parcels: [parcelOf(1)]},
    {why: 'all are packed, none is verified', parcels: [parcelOf(4)]},
    {why: 'some are verified, some in no parcel', parcels: [parcelOf(3, 'verified')]},
    {why: 'some are verified, some are packing', parcels: [parcelOf(3, 'verified'), parcelOf(1)]},
    {why: 'as many are packed as are in no parcel', parcels: [parcelOf(2)]},
    {why: 'as many are verified as are packing', parcels: [parcelOf(2, 'verified'), parcelOf(2)]},
  ],
  packed: [{why: 'all are verified', parcels: [parcelOf(3, 'verified'), parcelOf(1, 'verified')]}, {why: 'all that were not taken off', lines: [lineOf(5, {cancelled: 1})], parcels: [parcelOf(4, 'verified')]}],
  part_sent: [{why: 'some went, some are in no parcel', parcels: [parcelOf(1, 'none')]}, {why: 'some went, the others are verified', parcels: [parcelOf(1, 'none'), parcelOf(3, 'verified')]}, {why: 'some came back, others wait', parcels: [parcelOf(1, 'returned')]}],
  sent: [{why: 'all went', parcels: [parcelOf(4, 'none')]}, {why: 'on their way', parcels: [parcelOf(1, 'in_transit'), parcelOf(3, 'exception'), empty]}],
  part_delivered: [{why: 'one of two parcels arrived', parcels: [parcelOf(1, 'delivered'), parcelOf(3, 'in_transit')]}],
  delivered: [{why: 'all parcels arrived', parcels: [parcelOf(1, 'delivered'), parcelOf(3, 'delivered')]}],
  part_returned: [{why: 'one of two parcels came back', parcels: [parcelOf(1, 'returned'), parcelOf(3, 'delivered')]}],
  returned: [{why: 'all parcels came back', parcels: [parcelOf(1, 'returned'), parcelOf(3, 'returned'), empty]}],
};

for (const [status, cases] of Object.entries(TABLE)) {
  test(`S1 fulfillment is ${status}`, () => {
    for (const {why, lines = [lineOf(4)], parcels = [], kind = 'sale'} of cases) assert.equal(deriveFulfillment({kind, lines, parcels}), status, why);
  });
}
