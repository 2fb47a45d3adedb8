import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {anyStory, live} from '../../test/support/any-story.ts';
import {checkProperty} from '../../test/support/check-property.ts';
import {NOW} from '../../test/support/people.ts';
import {HASH, Story} from '../../test/support/story.ts';
import {cancelledEffectKeys} from './cancelled-effect-keys.ts';
import {effectsOf} from './effects-of.ts';

const accept = (more: object = {}) => ({type: 'receipt.accept', receiptId: 'r1', hash: HASH, ...more}) as const;
const keysOf = ({order}: Story, undoes = 'act') => cancelledEffectKeys(order, {undoes});

test('E4 undoing names exactly the letters that were asked for', () => {
  const inReview = (changes: Parameters<Story['place']>[0] = {}) => new Story('o1', {now: NOW}).place(changes).uploads('r1');
  assert.deepEqual(keysOf(inReview().does(accept(), {commandId: 'act'})), ['o1/act/order-confirmed']);
  assert.deepEqual(keysOf(inReview().does({type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Unreadable'}, {commandId: 'act'})), ['o1/act/receipt-denied']);
  const two = new Story('o1', {now: NOW}).place({paid: {method: 'card'}}).packs(1, '1', 1).verifies(1).does({type: 'parcel.add', parcelId: 'p2'}).packs(2, '1', 1).verifies(2);
  assert.deepEqual(keysOf(two.does({type: 'order.dispatch', mode: 'packed_only'}, {commandId: 'act'})), ['o1/act/parcel-sent/o1-p1', 'o1/act/parcel-sent/p2']);
  assert.deepEqual(keysOf(inReview({customer: {}}).does(accept(), {commandId: 'act'})), []);
});

test('E4 what happened to the order since does not change which letters were asked for', () => {
  const story = new Story('o1', {now: NOW}).place().uploads('r1').does(accept({amount: {amount: 1, scale: 2, currency: 'HKD'}}), {commandId: 'act'});
  // Settled by now, and the customer has no address any more: it was an answer to part of the money all the same.
  story.pays().does({type: 'order.edit', changes: {customer: {name: '陳大文'}}});
  assert.deepEqual(keysOf(story), ['o1/act/part-payment']);
});

test('E4 nothing is withdrawn for an act that the order does not hold', () => {
  const story = new Story('o1', {now: NOW}).place().uploads('r1').does(accept(), {commandId: 'act'});
  assert.deepEqual(keysOf(story, 'other'), []);
  assert.deepEqual(keysOf(story.does({type: 'order.undo', undoes: 'act'})), []);
  assert.deepEqual(cancelledEffectKeys(undefined, {undoes: 'act'}), []);
});

test('E4 for any story the keys are those of the letters', (t) => {
  let compared = 0;
  checkProperty(
    t,
    fc.property(anyStory(), fc.boolean(), (story, reachable) => {
      const placed = reachable ? {...story.placed, channel: {code: 'online'}, customer: {email: 'lee@example.com'}} : story.placed;
      live({...story, placed}, ({before, command, context, answer}) => {
        if (!answer.ok) return;
        const letters = effectsOf({before, after: answer.order, events: answer.events, command, settings: context.settings});
        if (command.type === 'order.undo' || command.type === 'payment.reverse') assert.deepEqual(letters, []);
        if (!answer.events.some(({type}) => type === 'act.undoable')) return;
        assert.deepEqual(cancelledEffectKeys(answer.order, {undoes: command.id}), letters.map(({key}) => key));
        compared += letters.length;
      });
    }),
    {runs: 300},
  );
  t.diagnostic(`${compared} letters`);
  assert.ok(compared > 10);
});
