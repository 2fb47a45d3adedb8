import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Order} from '../src/order/order.ts';
import {packingOf} from '../src/parcel/parcel.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {anyStory, live} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {hkd} from './support/new-order.ts';
import {contextOf} from './support/people.ts';
import {Story} from './support/story.ts';

const P1 = 'o1-p1';
const schedule = (parcelId: string) => ({type: 'parcel.schedule', parcelId, shipOn: '2026-11-24'}) as const;

/** Three parcels: two verified, one of them ready, and one that is still packed. */
function three(story = new Story().place({paid: {method: 'card'}})): Story {
  story.does({type: 'parcel.add', parcelId: 'p2'}).does({type: 'parcel.add', parcelId: 'p3'});
  return story.packs(1, '1', 1).verifies(1).packs(2, '1', 1).verifies(2).packs(3, '2', 1).does(schedule('p2')).does(schedule('p3'));
}

function sentIn({order}: Story): string[] {
  return order.parcels.filter(({sentAt}) => sentAt !== undefined).map(({id}) => id);
}

test('P16 without names every ready parcel goes: verified, with a day', () => {
  const story = three().does({type: 'order.send', remark: 'SF1432009877160'}, {role: 'packer'});
  assert.deepEqual([sentIn(story), story.parcel(2).remark, story.parcel(2).trackingNumber, story.parcel(2).sentBy], [['p2'], 'SF1432009877160', 'SF1432009877160', 'Wing']);
  story.refuses({type: 'order.send'}, 'parcel/nothing-ready');
  story.does(schedule(P1)).verifies(3).does({type: 'order.send'});
  assert.deepEqual(sentIn(story), [P1, 'p2', 'p3']);
});

test('P16 named parcels go whether they have a day or not, each once', () => {
  const story = three().does({type: 'order.send', parcelIds: ['p2', P1, 'p2']});
  assert.deepEqual([sentIn(story), story.events.filter(({type}) => type === 'parcel.sent').length], [[P1, 'p2'], 2]);
});

test('P16 P10 of named parcels none goes unless each may', () => {
  const story = three();
  story.refuses({type: 'order.send', parcelIds: [P1, 'nowhere']}, 'parcel/not-found');
  story.refuses({type: 'order.send', parcelIds: [P1, 'p3']}, 'parcel/not-verified');
  story.refuses({type: 'order.send', parcelIds: []}, 'parcel/nothing-ready');
  story.does({type: 'parcel.add', parcelId: 'p4'}).refuses({type: 'order.send', parcelIds: [P1, 'p4']}, 'parcel/empty');
  story.sends(1).refuses({type: 'order.send', parcelIds: [P1, 'p2']}, 'parcel/already-sent');
  assert.deepEqual(sentIn(story), [P1]);
  three(new Story().place()).refuses({type: 'order.send'}, 'send/not-paid');
  three().does({type: 'payment.refund', amount: hkd(50_000)}).refuses({type: 'order.send'}, 'send/refunded');
  three().holds('fraud check').refuses({type: 'order.send'}, 'send/on-hold');
});

test('P16 O20 a refusal says which of the named parcels stands in the way', () => {
  const story = three();
  assert.equal(story.refuses({type: 'order.send', parcelIds: [P1, 'p3']}, 'parcel/not-verified')['position'], 3);
  story.sends(2);
  const {position, by, at} = story.refuses({type: 'order.send', parcelIds: [P1, 'p2']}, 'parcel/already-sent');
  assert.deepEqual([position, by, at], [2, 'Mei', story.parcel(2).sentAt]);
});

test('P16 sending several at once is sending them one by one', (t) => {
  let sent = 0;
  let refused = 0;
  checkProperty(
    t,
    fc.property(anyStory(), fc.nat(31), fc.constantFrom(undefined, 'SF1432009877160'), fc.nat(3), (story, chosen, remark, any) => {
      const order = live(story);
      if (order === undefined || order.parcels.length === 0) return;
      const suitable = order.parcels.filter((parcel) => any === 0 || (parcel.sentAt === undefined && packingOf(parcel) === 'verified'));
      const named = suitable.filter((_, index) => (chosen >> index) % 2 === 1).map(({id}) => id);
      const parcelIds = named.length > 0 ? named : order.parcels.filter((parcel) => parcel.sentAt === undefined && packingOf(parcel) === 'verified' && parcel.shipOn !== undefined).map(({id}) => id);
      const words = remark === undefined ? {} : {remark};
      const whole = applyCommand(order, {id: 'all', schemaVersion: 1, orderId: 'o1', type: 'order.send', ...words, ...(named.length > 0 ? {parcelIds} : {})}, contextOf());
      let oneByOne: Order = order;
      const codes: string[] = [];
      for (const parcelId of parcelIds) {
        const answer = applyCommand(oneByOne, {id: `c-${parcelId}`, schemaVersion: 1, orderId: 'o1', type: 'parcel.send', parcelId, ...words}, contextOf());
        if (answer.ok) oneByOne = answer.order;
        else codes.push(answer.refusal.code);
      }
      assert.equal(whole.ok, parcelIds.length > 0 && codes.length === 0);
      if (whole.ok) {
        assert.deepEqual(pictureOf(whole.order), pictureOf(oneByOne));
        sent += parcelIds.length;
      } else if (parcelIds.length > 0 && order.lifecycle === 'placed') {
        assert.ok(codes.includes(whole.refusal.code), `${whole.refusal.code} is none of ${codes.join()}`);
        refused += 1;
      }
    }),
    {runs: 600},
  );
  t.diagnostic(`${sent} parcels sent, ${refused} wishes refused`);
  assert.ok(sent > 20 && refused > 20);
});

/** Everything but what counts commands, and what names them. */
function pictureOf({version: _version, applied: _applied, updatedAt: _updatedAt, undoable: _undoable, ...picture}: Order): unknown {
  return picture;
}

test('P17 the ready switch of all unsent parcels at once, as if one by one', () => {
  const story = three().sends(1).does({type: 'order.schedule', shipOn: '2026-12-01'}, {role: 'packer'});
  assert.deepEqual(story.order.parcels.map(({shipOn}) => shipOn), [undefined, '2026-12-01', '2026-12-01']);
  assert.deepEqual(story.events.map(({type}) => type), ['parcel.scheduled', 'parcel.scheduled']);
  story.does({type: 'order.schedule', shipOn: null});
  assert.equal(story.order.parcels.some((parcel) => 'shipOn' in parcel), false);
  new Story().place({paid: {method: 'card'}}).does({type: 'order.dispatch', mode: 'all_items'}).refuses({type: 'order.schedule', shipOn: '2026-12-01'}, 'parcel/nothing-to-send');
});
