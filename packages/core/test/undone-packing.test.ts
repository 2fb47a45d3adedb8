import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {CommandBody} from '../src/order/command.ts';
import type {OrderEdit} from '../src/order/order-edit.ts';
import type {Order} from '../src/order/order.ts';
import {applyCommand, type Applied} from '../src/rules/apply-command.ts';
import {previewEdit, type UndonePacking} from '../src/rules/undone-packing.ts';
import {editing} from './support/any-edit.ts';
import {anyStory, live} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {HANDED_OVER} from './support/new-order.ts';
import {contextOf} from './support/people.ts';
import {Picker} from './support/picker.ts';
import {Story} from './support/story.ts';

const P1 = 'o1-p1';
const paid = {paid: {method: 'card'}};
const toQuantity = (quantity: number): OrderEdit => ({lines: [{lineId: '1', quantity}]});
const edit = (changes: OrderEdit, undoPacking?: boolean): CommandBody => ({type: 'order.edit', changes, ...(undoPacking === undefined ? {} : {undoPacking})});

/** Line 1: one unit in no parcel, one packed in #1, one packed in #2, two verified in #3, one sent. */
function spread(): Story {
  const story = new Story().place({...paid, lines: [{sku: 'TEA-01', name: 'Tea', quantity: 6, unitPrice: {amount: 100, scale: 2, currency: 'HKD'}}]});
  story.packs(1, '1', 1).verifies(1).sends(1);
  for (const parcelId of ['a', 'b', 'c']) story.does({type: 'parcel.add', parcelId});
  return story.packs(2, '1', 1).packs(3, '1', 1).packs(4, '1', 2).verifies(4);
}

test('P18 units in no parcel are taken first, then packed ones, then verified ones, of later parcels first', () => {
  const undone = (quantity: number) => previewEdit(spread().order, toQuantity(quantity)).undone.map(({parcelId, quantity: units, verified}) => `${units} of ${parcelId}${verified ? ' verified' : ''}`);
  assert.deepEqual([6, 5].map(undone), [[], []]);
  assert.deepEqual(undone(4), ['1 of b']);
  assert.deepEqual(undone(3), ['1 of b', '1 of a']);
  assert.deepEqual(undone(2), ['1 of b', '1 of a', '1 of c verified']);
  assert.deepEqual(undone(1), ['1 of b', '1 of a', '2 of c verified']);
  assert.deepEqual(previewEdit(spread().order, {lines: [{lineId: 'unheard-of', quantity: 1}]}), {undone: []});
});

test('P18 an edit that undoes packing is refused with how much of it, unless it says that it may', () => {
  const story = spread();
  assert.deepEqual(story.refuses(edit(toQuantity(2)), 'edit/undoes-packing'), {units: 3, parcels: 3});
  story.refuses(edit(toQuantity(2), false), 'edit/undoes-packing');
  story.does(edit(toQuantity(2), true));
  assert.deepEqual(story.order.parcels.map(({id, contents}) => [id, ...contents]), [[P1, {lineId: '1', quantity: 1, verified: true}], ['a'], ['b'], ['c', {lineId: '1', quantity: 1, verified: false}]]);
});

test('P18 P3 what was verified is unlocked first, which the log keeps; other lines of that parcel stay verified', () => {
  const story = new Story().place(paid).packs(1, '1', 2).packs(1, '2', 1).verifies(1).does(edit({lines: [{remove: '1'}]}, true));
  assert.deepEqual(
    story.events.map(({at: _at, by: _by, ...event}) => event),
    [
      {type: 'parcel.unlocked', parcelId: P1, reason: 'order.edit', lineId: '1'},
      {type: 'parcel.unpacked', parcelId: P1, lineId: '1', quantity: 2},
      {type: 'order.edited', changes: {lines: story.order.lines}},
    ],
  );
  assert.deepEqual([story.parcel(1).contents, story.parcel(1).verifiedAt], [[{lineId: '2', quantity: 1, verified: true}], undefined]);
  story.verifies(1).sends(1);
});

test('P18 an edit that takes nothing out of a parcel leaves packing alone', () => {
  const story = new Story().place(paid).packs(1, '1', 2).packs(1, '2', 2).verifies(1);
  const {parcels} = story.order;
  story.does(edit({customerNote: 'ring twice', lines: [{lineId: '1', quantity: 2, name: 'Oolong'}, {lineId: '2', quantity: 7}]}));
  assert.equal(story.order.parcels, parcels);
});

/** Units by parcel and line, of what is not sent. */
function packedIn(order: Order): Map<string, {quantity: number; verified: boolean}> {
  return new Map(order.parcels.flatMap(({id, sentAt, contents}) => (sentAt === undefined ? contents.map((content) => [`${id}/${content.lineId}`, content] as const) : [])));
}

/** What really came out of parcels between two pictures of an order. */
function difference(before: Order, after: Order): UndonePacking[] {
  const left = packedIn(after);
  return before.parcels.flatMap(({id: parcelId, sentAt, contents}) =>
    sentAt !== undefined
      ? []
      : contents.flatMap(({lineId, quantity, verified}) => {
          const gone = quantity - (left.get(`${parcelId}/${lineId}`)?.quantity ?? 0);
          return gone === 0 ? [] : [{parcelId, lineId, quantity: gone, verified}];
        }),
  );
}

const sorted = (undone: readonly UndonePacking[]) => undone.map((units) => JSON.stringify(units)).toSorted();

test('P18 the preview says exactly what happens: refused without leave when it is not empty, and done with it', (t) => {
  let undid = 0;
  let free = 0;
  checkProperty(
    t,
    fc.property(anyStory(25), fc.array(fc.array(fc.nat(9999), {minLength: 6, maxLength: 6}), {minLength: 4, maxLength: 4}), (story, wishes) => {
      const order = live(story);
      if (order === undefined) return;
      for (const [index, picks] of wishes.entries()) {
        const wish = editing(order, new Picker(picks), `e${index}`);
        if (wish.type !== 'order.edit') continue;
        const {changes} = wish;
        const preview: readonly UndonePacking[] = previewEdit(order, changes).undone;
        const give = (undoPacking: boolean): Applied => applyCommand(order, {id: 'edit', schemaVersion: 1, orderId: order.id, type: 'order.edit', changes, undoPacking}, contextOf());
        const allowed = give(true);
        const strict = give(false);
        if (!allowed.ok) {
          // Whatever else is wrong with it, leave to undo packing is not what is missing.
          assert.notEqual(allowed.refusal.code, 'edit/undoes-packing');
          assert.equal(strict.ok, false);
          continue;
        }
        assert.equal(strict.ok ? 'accepted' : strict.refusal.code, preview.length === 0 ? 'accepted' : 'edit/undoes-packing');
        assert.deepEqual(sorted(preview), sorted(difference(order, allowed.order)));
        if (preview.length > 0) undid += 1;
        else free += 1;
        if (strict.ok) assert.deepEqual(strict.order, allowed.order);
      }
    }),
    {runs: 400},
  );
  t.diagnostic(`${undid} edits undid packing, ${free} did not`);
  assert.ok(undid > 10 && free > 50, `${undid} and ${free}`);
});

test('P18 to hand an order over that was packed is refused, also where packing may be undone', () => {
  spread().refuses(edit({shippingMethod: HANDED_OVER}, true), 'edit/goods-packed');
});
