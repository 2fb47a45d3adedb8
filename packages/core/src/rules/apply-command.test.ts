import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deepFreeze} from '../../test/support/deep-freeze.ts';
import {hasCode} from '../../test/support/has-code.ts';
import {newOrder} from '../../test/support/new-order.ts';
import {ACTORS, contextOf, later, NOW} from '../../test/support/people.ts';
import {Story} from '../../test/support/story.ts';
import type {Command} from '../order/command.ts';
import type {OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {applyCommand, applyEvents} from './apply-command.ts';
import {decide} from './decide.ts';
import {evolve} from './evolve.ts';
import {replay} from './replay.ts';

const {order} = new Story().place();

function pack(device?: Command['device'], quantity = 1): Command {
  return {id: `c-${device?.id ?? ''}-${device?.seq ?? ''}`, schemaVersion: 1, orderId: 'o1', type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity, ...(device === undefined ? {} : {device})};
}

function orderAfter(before: Order | undefined, command: Command): Order {
  const answer = applyCommand(before, command, contextOf({now: later(5)}));
  assert.ok(answer.ok, answer.ok ? '' : answer.refusal.code);
  return answer.order;
}

test('O9 every accepted command counts one version, and leaves when and by whom', () => {
  const after = orderAfter(order, pack());
  assert.deepEqual([after.version, after.updatedAt, after.createdAt], [order.version + 1, later(5), order.createdAt]);
  const decision = decide(order, pack(), contextOf({now: NOW, role: 'packer'}));
  assert.deepEqual(decision, {ok: true, events: [{type: 'parcel.packed', parcelId: 'o1-p1', lineId: '1', quantity: 1, at: NOW, by: ACTORS.packer.name}]});
});

test('O9 the order remembers the highest sequence number of each device', () => {
  const a2 = orderAfter(order, pack({id: 'a', seq: 2}));
  const b1 = orderAfter(a2, pack({id: 'b', seq: 1}));
  assert.deepEqual(orderAfter(b1, pack({id: 'a', seq: 1})).applied, {a: 2, b: 1});
  assert.deepEqual(orderAfter(b1, pack()).applied, {a: 2, b: 1});
});

test('O9 O10 a device may have any name, also one that every object knows', () => {
  for (const id of ['constructor', 'toString', '__proto__']) {
    const after = orderAfter(order, pack({id, seq: 3}));
    assert.deepEqual(Object.entries(after.applied), [[id, 3]]);
    const read = JSON.parse(JSON.stringify(after)) as Order;
    assert.deepEqual(replay(read, [pack({id, seq: 3}), pack({id, seq: 4})], () => contextOf()).shown, [`c-${id}-4`]);
  }
});

test('O10 what the newest base no longer allows is not shown, and what follows still is', () => {
  const pending = [pack({id: 'a', seq: 1}, 3), pack({id: 'a', seq: 2}, 1), {...pack({id: 'a', seq: 3}), lineId: '2'}];
  const {order: view, shown, notShown} = replay(order, pending, () => contextOf());
  assert.deepEqual([shown, notShown], [['c-a-1', 'c-a-3'], ['c-a-2']]);
  assert.deepEqual(view?.parcels[0]?.contents.map(({lineId, quantity}) => [lineId, quantity]), [['1', 3], ['2', 1]]);
});

test('O10 an order that only this device knows is seen through replay', () => {
  const place: Command = {id: 'c-0', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: newOrder(), device: {id: 'a', seq: 1}};
  assert.equal(replay(undefined, [place, pack({id: 'a', seq: 2})], () => contextOf()).order?.parcels[0]?.contents.length, 1);
  assert.equal(replay(undefined, [], () => contextOf()).order, undefined);
});

test('O7 fields that this version does not know are kept, events it does not know change nothing', () => {
  const newer = {...order, giftMessage: '生日快樂', lines: order.lines.map((line) => ({...line, colour: 'red'}))} as Order;
  const after = orderAfter(newer, pack());
  assert.deepEqual([(after as unknown as {giftMessage: string}).giftMessage, (after.lines[0] as unknown as {colour: string}).colour], ['生日快樂', 'red']);
  assert.equal(evolve(order, {type: 'order.gift-wrapped', at: NOW, by: 'Mei'} as unknown as OrderEvent), order);
});

test('O4 a command this version has no law for, an event before its order, and no events at all are errors with a code', () => {
  const thrown = (work: () => unknown, code: string) => assert.throws(work, hasCode(code));
  thrown(() => decide(order, {...pack(), type: 'order.wrap'} as unknown as Command, contextOf()), 'law/unknown-command');
  thrown(() => evolve(undefined, {type: 'order.expired', at: NOW, by: 'Mei'}), 'event/no-order');
  thrown(() => applyEvents(undefined, [], {}, contextOf().settings), 'event/no-order');
});

test('O7 O6 events that change nothing still count as a command, and leave the order that was given alone', () => {
  const frozen = deepFreeze(structuredClone(order));
  const after = applyEvents(frozen, [{type: 'order.gift-wrapped', at: NOW, by: 'Mei'} as unknown as OrderEvent], {device: {id: 'a', seq: 9}}, contextOf().settings);
  assert.deepEqual(after, {...order, version: order.version + 1, applied: {...order.applied, a: 9}});
});
