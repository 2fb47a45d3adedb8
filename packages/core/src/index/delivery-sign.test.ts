import assert from 'node:assert/strict';
import {test} from 'node:test';
import {randomOrders} from '../../test/support/random-order.ts';
import type {FulfillmentStatus, Order, ShippingMethod} from '../order/order.ts';
import type {Parcel, ParcelTransit} from '../parcel/parcel.ts';
import {deliverySignOf} from './delivery-sign.ts';
import type {DeliverySign} from './order-row.ts';

const [order] = randomOrders(1, 1) as [Order];

function sign(fulfillment: FulfillmentStatus, transits: readonly ParcelTransit[] = ['none'], carrier: ShippingMethod['carrier'] = 'own'): DeliverySign {
  const parcels = transits.map((transit, place): Parcel => ({id: `p${place}`, contents: [], transit}));
  return deliverySignOf({...order, fulfillment, parcels, shippingMethod: {code: 'x', carrier}});
}

test('follows how much has gone', () => {
  const expected: Record<FulfillmentStatus, DeliverySign> = {
    not_required: 'none',
    unfulfilled: 'unpacked',
    packing: 'packing',
    packed: 'packed',
    part_sent: 'sent',
    sent: 'sent',
    part_delivered: 'sent',
    delivered: 'delivered',
    part_returned: 'sent',
    returned: 'sent',
  };
  for (const [fulfillment, wanted] of Object.entries(expected)) assert.equal(sign(fulfillment as FulfillmentStatus), wanted, fulfillment);
});

test('trouble with one parcel comes before everything', () => {
  for (const transit of ['attempt_failed', 'exception', 'returning'] as const) assert.equal(sign('sent', ['delivered', transit, 'ready_to_collect']), 'problem');
});

test('what lies ready for its buyer is to collect', () => {
  assert.equal(sign('packed', ['none'], 'collect'), 'collect');
  assert.equal(sign('packing', ['none'], 'collect'), 'packing');
  assert.equal(sign('sent', ['ready_to_collect']), 'collect');
});
