import assert from 'node:assert/strict';
import {ORDER_STATUSES} from '../../src/order/order-status.ts';
import type {Order} from '../../src/order/order.ts';
import {packingOf} from '../../src/parcel/parcel.ts';
import {deriveOrder} from '../../src/rules/derive-order.ts';
import {hasPlaces, placesOf, sumPlaces, unallocatedOf} from '../../src/rules/places.ts';
import type {Settings} from '../../src/settings/settings.ts';

/** What holds for every order after every command, in whatever order, replayed or duplicated. */
export function checkInvariants(order: Order, settings: Settings): void {
  checkQuantityLaw(order);
  checkParcels(order);
  checkReceiptsAndPayments(order);
  checkUndoable(order);
  assert.ok(ORDER_STATUSES.includes(order.status), order.status);
  assert.deepEqual(deriveOrder(order, settings), order, 'A stored order equals its own re-derivation.');
  assert.deepEqual(JSON.parse(JSON.stringify(order)), order, 'An order is plain JSON.');
}

/** ordered = cancelled + unallocated + packing + verified + sent, counted here by hand from the parcels. */
function checkQuantityLaw(order: Order): void {
  const places = placesOf(order);
  const sum = sumPlaces(order);
  const count = {ordered: 0, cancelled: 0, unallocated: 0, packing: 0, verified: 0, sent: 0};
  for (const line of order.lines) {
    if (!hasPlaces(order, line)) {
      assert.equal(places.has(line.id), false);
      continue;
    }
    const inParcels = {packing: 0, verified: 0, sent: 0};
    for (const parcel of order.parcels) {
      for (const {lineId, quantity, verified} of parcel.contents) {
        if (lineId === line.id) inParcels[parcel.sentAt !== undefined ? 'sent' : verified ? 'verified' : 'packing'] += quantity;
      }
    }
    const unallocated = line.quantity - line.cancelled - inParcels.packing - inParcels.verified - inParcels.sent;
    const expected = {ordered: line.quantity, cancelled: line.cancelled, unallocated, ...inParcels};
    assert.deepEqual(places.get(line.id), expected);
    assert.equal(unallocatedOf(order, line), unallocated);
    for (const [place, units] of Object.entries(expected)) {
      assert.ok(Number.isSafeInteger(units) && units >= 0, `line ${line.id}: ${units} units ${place}`);
      count[place as keyof typeof count] += units;
    }
  }
  assert.deepEqual(sum, count);
}

function checkParcels(order: Order): void {
  assert.equal(new Set(order.parcels.map(({id}) => id)).size, order.parcels.length, 'Parcel ids are unique.');
  for (const parcel of order.parcels) {
    assert.equal(new Set(parcel.contents.map(({lineId}) => lineId)).size, parcel.contents.length, 'A line stands once in a parcel.');
    for (const {lineId, quantity} of parcel.contents) {
      const line = order.lines.find(({id}) => id === lineId);
      assert.ok(line !== undefined && hasPlaces(order, line), 'Only lines that travel are packed.');
      assert.ok(Number.isSafeInteger(quantity) && quantity > 0, `${quantity} units of line ${lineId}`);
    }
    if (parcel.verifiedAt !== undefined) {
      assert.equal(packingOf(parcel), 'verified', 'A verified parcel is not empty.');
      assert.ok(parcel.contents.every(({verified}) => verified), 'In a verified parcel every line is verified.');
    }
    if (parcel.sentAt !== undefined) assert.equal(packingOf(parcel), 'verified', 'What was sent was verified.');
  }
}

function checkReceiptsAndPayments(order: Order): void {
  assert.ok(order.receipts.filter(({state}) => state === 'submitted').length <= 1, 'At most one upload waits.');
  assert.equal(new Set(order.receipts.map(({id}) => id)).size, order.receipts.length, 'Receipt ids are unique.');
  assert.equal(new Set(order.payments.map(({id}) => id)).size, order.payments.length, 'Payment ids are unique.');
  for (const {amount} of order.payments) {
    assert.ok(amount.amount > 0, 'Amounts are positive; the kind says the direction.');
    assert.equal(amount.currency, order.currency);
  }
  for (const entry of order.payments) {
    if (entry.kind === 'reversed' || entry.kind === 'unwaived') {
      const taken = order.payments.find(({id}) => id === entry.reverses);
      assert.equal(taken?.kind, entry.kind === 'reversed' ? 'received' : 'waived', 'What is taken back had come.');
      assert.equal(taken?.receiptId, entry.receiptId);
    } else assert.equal('reverses' in entry, false);
  }
}

/** An act that can still be undone is one that still stands. */
function checkUndoable({undoable, receipts, payments, parcels}: Order): void {
  assert.notEqual(undoable?.length, 0, 'Where nothing can be undone there is no list.');
  assert.equal(new Set(undoable?.map(({commandId}) => commandId)).size, undoable?.length ?? 0);
  for (const {act, receiptId, entryIds = [], parcelIds = [], sentBefore = []} of undoable ?? []) {
    const state = receipts.find(({id}) => id === receiptId)?.state;
    assert.equal(state, act === 'send' ? undefined : act === 'accept' ? 'accepted' : 'denied');
    assert.ok(entryIds.every((entryId) => payments.some(({id}) => id === entryId)));
    assert.ok([...parcelIds, ...sentBefore].every((parcelId) => parcels.some(({id, sentAt}) => id === parcelId && sentAt !== undefined)));
  }
}
