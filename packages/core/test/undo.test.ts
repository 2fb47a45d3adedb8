import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {CommandBody, CommandType} from '../src/order/command.ts';
import type {Order} from '../src/order/order.ts';
import type {UndoableAct} from '../src/order/undoable-act.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {deriveOrder} from '../src/rules/derive-order.ts';
import {undoneEvents} from '../src/rules/undone-events.ts';
import type {Settings} from '../src/settings/settings.ts';
import {anyStep, askedOf} from './support/any-steps.ts';
import {anyStory, live} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {COD, hkd} from './support/new-order.ts';
import {contextOf, NOW, seconds} from './support/people.ts';
import {HASH, OTHER_HASH, Story} from './support/story.ts';

const P1 = 'o1-p1';
const accept = (more: object = {}) => ({type: 'receipt.accept', receiptId: 'r1', hash: HASH, ...more}) as const;
const deny = {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Too small to read'} as const;
const send = {type: 'parcel.send', parcelId: P1} as const;
const undo = (undoes = 'act') => ({type: 'order.undo', undoes}) as const;

/** All at one moment, so that everything can still be undone. */
const now = () => new Story('o1', {now: NOW});
const inReview = () => now().place().uploads('r1');
const verified = () => now().place({paid: {method: 'card'}}).packs(1, '1', 2).verifies(1);
const act = (story: Story, body: CommandBody) => story.does(body, {commandId: 'act'});

/** Everything but what counts and names commands. */
function pictureOf({version: _version, applied: _applied, updatedAt: _updatedAt, undoable: _undoable, ...picture}: Order): unknown {
  return picture;
}

function actIn({order}: Story): UndoableAct | undefined {
  return order.undoable?.find(({commandId}) => commandId === 'act');
}

test('U1 an Accept, a Deny and a Send can be undone until a moment that the order tells', () => {
  const accepted = act(inReview(), accept({amount: hkd(49_000), acceptAsFull: true}));
  assert.deepEqual(accepted.order.undoable, [{commandId: 'act', act: 'accept', until: seconds(10), by: 'Mei', receiptId: 'r1', entryIds: ['act-received', 'act-waived'], letter: 'order-confirmed'}]);
  assert.deepEqual(act(inReview(), deny).order.undoable, [{commandId: 'act', act: 'deny', until: seconds(10), by: 'Mei', receiptId: 'r1', letter: 'receipt-denied'}]);
  const sent = {commandId: 'act', act: 'send', until: seconds(10), by: 'Mei', parcelIds: [P1], letter: 'parcel-sent'};
  assert.deepEqual(act(verified(), send).order.undoable, [sent]);
  assert.deepEqual(act(verified(), {type: 'order.send', parcelIds: [P1]}).order.undoable, [sent]);
  assert.deepEqual(act(verified(), {type: 'order.dispatch', mode: 'packed_only'}).order.undoable, [sent]);
});

test('U1 a shop that waits for nothing undoes nothing', () => {
  const story = act(new Story('o1', {now: NOW, settings: {undoSeconds: 0}}).place().uploads('r1'), deny);
  assert.deepEqual([story.events.map(({type}) => type), 'undoable' in story.order], [['receipt.denied'], false]);
  story.refuses(undo(), 'undo/not-found');
});

test('U1 where nobody is written to, the act has no letter', () => {
  const silent = (changes: Parameters<Story['place']>[0]) => act(now().place(changes).uploads('r1'), accept());
  for (const changes of [{customer: {name: 'Walk-in'}}, {channel: {code: 'till'}}]) assert.equal('letter' in (actIn(silent(changes)) ?? {}), false);
  assert.equal(actIn(act(inReview(), accept({amount: hkd(1)})))?.letter, 'part-payment');
});

test('U1 acts whose time is over leave when another one is written down, and only then', () => {
  const story = new Story('o1', {now: NOW}).place({paymentMethod: COD}).packs(1, '1', 1).verifies(1).uploads('r1');
  act(story, deny);
  story.does({type: 'note.add', text: 'asked again'}, {now: seconds(60)});
  assert.deepEqual(story.order.undoable?.map(({commandId}) => commandId), ['act']);
  story.uploads('r2').does({...deny, receiptId: 'r2'}, {commandId: 'late', now: seconds(9)});
  assert.deepEqual(story.order.undoable?.map(({commandId}) => commandId), ['act', 'late']);
  story.does(send, {commandId: 'later', now: seconds(10)});
  assert.deepEqual(story.order.undoable?.map(({commandId}) => commandId), ['late', 'later']);
});

test('U2 undoing an Accept opens its receipt again, and its money is gone; packing stays', () => {
  const story = act(inReview(), accept({amount: hkd(49_000), acceptAsFull: true})).packs(1, '1', 1).does(undo());
  const {status, payments, receipts, parcels} = story.order;
  assert.deepEqual([status, payments, receipts.map(({state}) => state), parcels[0]?.contents.length], ['payment_review', [], ['submitted'], 1]);
  assert.deepEqual(Object.keys(receipts[0] ?? {}).filter((key) => key.startsWith('decided') || key === 'acceptedAmount'), []);
  assert.deepEqual(story.events.map(({type}) => type), ['act.undone']);
  story.does(accept()).refuses(undo(), 'undo/not-found');
  assert.equal(story.order.status, 'processing');
});

test('U2 a receipt that is opened again is superseded where a newer upload waits, and the event says so', () => {
  for (const first of [accept({amount: hkd(1)}), deny]) {
    const story = act(inReview(), first).uploads('r2', OTHER_HASH).does(undo());
    assert.deepEqual(story.order.receipts.map(({state}) => state), ['superseded', 'submitted']);
    assert.equal((story.events[0] as {superseded?: boolean}).superseded, true);
    assert.equal(story.order.status, 'payment_review');
    story.refuses(accept(), 'receipt/not-open');
  }
});

test('U2 R6 of two uploads whose acts are undone the newer one waits, whichever is undone first', () => {
  const part = (receiptId: string, hash: string) => ({...accept({amount: hkd(1)}), receiptId, hash});
  for (const order of [['first', 'second'], ['second', 'first']] as const) {
    const story = inReview().does(part('r1', HASH), {commandId: 'first'}).uploads('r2', OTHER_HASH).does(part('r2', OTHER_HASH), {commandId: 'second'});
    story.does(undo(order[0])).does(undo(order[1]));
    assert.deepEqual([story.order.receipts.map(({state}) => state), story.order.payments, story.order.status], [['superseded', 'submitted'], [], 'payment_review']);
  }
});

test('U2 undoing a Deny opens its receipt again, without the words to the customer', () => {
  const before = inReview();
  const picture = pictureOf(before.order);
  assert.deepEqual(pictureOf(act(before, deny).does(undo()).order), picture);
});

test('U2 undoing a Send brings its parcels back, verified as before; remark and tracking number stay written', () => {
  const story = act(verified(), {...send, remark: 'SF1432009877160'}).does(undo(), {role: 'packer'});
  assert.deepEqual([story.parcel(1).verifiedAt !== undefined, 'sentAt' in story.parcel(1), 'sentBy' in story.parcel(1), story.parcel(1).trackingNumber, story.order.status], [true, false, false, 'SF1432009877160', 'processing']);
  story.does(send);
  assert.equal(story.parcel(1).remark, 'SF1432009877160');
});

test('U2 undoing a dispatch undoes the sending only: what it packed, split and scheduled stays', () => {
  const story = act(now().place({paid: {method: 'card'}}).packs(1, '1', 2).packs(1, '2', 1).verifies(1, '1'), {type: 'order.dispatch', mode: 'packed_only', shipOn: '2026-11-24'}).does(undo());
  assert.deepEqual(story.order.parcels.map(({id, contents, shipOn, sentAt}) => [id, contents.length, shipOn, sentAt]), [[P1, 1, '2026-11-24', undefined], ['act-r1', 1, undefined, undefined]]);
  const filled = act(now().place({paid: {method: 'card'}}), {type: 'order.dispatch', mode: 'all_items'}).does(undo());
  assert.deepEqual([filled.order.fulfillment, filled.order.status], ['packed', 'processing']);
});

test('U3 what was not done, or was undone already, cannot be undone', () => {
  act(inReview(), accept()).refuses(undo('other'), 'undo/not-found');
  act(inReview(), accept()).does(undo()).refuses(undo(), 'undo/not-found');
  now().place().refuses(undo(), 'undo/not-found');
});

test('U3 from the moment it tells it is too late, and where its letter has left', () => {
  const story = act(inReview(), accept());
  assert.equal(story.refuses(undo(), 'undo/too-late', {now: seconds(10)})['until'], seconds(10));
  story.refuses(undo(), 'undo/too-late', {undoClosed: true});
  story.does(undo(), {now: new Date(Date.parse(seconds(10)) - 1).toISOString()});
});

test('U3 a packer undoes sendings, not decisions about money', () => {
  act(inReview(), accept()).refuses(undo(), 'actor/not-allowed', {role: 'packer'});
  act(inReview(), deny).refuses(undo(), 'actor/not-allowed', {role: 'packer'});
  act(verified(), send).does(undo(), {role: 'packer'});
  act(verified(), send).refuses(undo(), 'actor/not-allowed', {role: 'viewer'});
});

test('U3 an Accept stays once a parcel was sent since; one that was out before does not matter', () => {
  const since = act(inReview().packs(1, '1', 1).verifies(1), accept()).sends(1);
  assert.equal(since.refuses(undo(), 'undo/later-work')['position'], 1);
  since.does(undo(since.order.undoable?.at(-1)?.commandId)).does(undo());

  const before = now().place({paymentMethod: COD}).packs(1, '1', 1).verifies(1).does(send, {commandId: 'sent'}).uploads('r1');
  act(before, accept());
  assert.deepEqual(actIn(before)?.sentBefore, [P1]);
  before.does(undo());
  assert.equal(before.order.status, 'payment_review');
});

test('U3 a parcel that was brought back and sent again counts as sent since', () => {
  const story = now().place({paymentMethod: COD}).packs(1, '1', 1).verifies(1).does({type: 'parcel.add', parcelId: 'p2'}).packs(2, '1', 1).verifies(2).sends(2).does(send, {commandId: 'sent'}).uploads('r1');
  act(story, accept()).does(undo('sent'));
  assert.deepEqual(actIn(story)?.sentBefore, ['p2']);
  story.does(send).refuses(undo(), 'undo/later-work');
  const alone = now().place({paymentMethod: COD}).packs(1, '1', 1).verifies(1).does(send, {commandId: 'sent'}).uploads('r1');
  act(alone, accept()).does(undo('sent'));
  assert.equal('sentBefore' in (actIn(alone) ?? {}), false);
});

test('U3 an Accept stays once its money was taken back or given back', () => {
  act(inReview(), accept()).does({type: 'payment.reverse', entryId: 'act-received', amount: hkd(1)}).refuses(undo(), 'undo/later-work');
  act(inReview(), accept()).does({type: 'payment.refund', amount: hkd(1)}).refuses(undo(), 'undo/later-work');
  act(now().place().pays(20_000).uploads('r1'), accept()).does({type: 'payment.refund', amount: hkd(20_000)}).does(undo());
  act(now().place().uploads('r1').pays(), accept()).does({type: 'payment.refund', amount: hkd(50_000)}).does(undo());
});

test('U3 what was given back before the Accept does not stand in the way', () => {
  const story = now().place().does({type: 'payment.record'}, {commandId: 'in'}).does({type: 'payment.refund', amount: hkd(50_000)}).does({type: 'payment.reverse', entryId: 'in-received'});
  assert.equal(story.order.payment, 'refunded');
  act(story.uploads('r1'), accept()).does(undo());
  assert.equal(story.order.payment, 'refunded');
});

test('U3 a Send stays once the way of one of its parcels was told', () => {
  const story = act(verified(), send).does({type: 'parcel.report', parcelId: P1, transit: 'in_transit'});
  assert.equal(story.refuses(undo(), 'undo/later-work')['position'], 1);
});

test('U4 what is undone after closing is open again, so that somebody can finish it', () => {
  const sent = act(now().place({paid: {method: 'card'}}), {type: 'order.dispatch', mode: 'all_items'}).does({type: 'order.close'});
  assert.equal(sent.order.lifecycle, 'closed');
  assert.equal(sent.does(undo()).order.lifecycle, 'placed');
  sent.does(send);
  const denied = act(now().place({paymentMethod: COD}).does({type: 'order.dispatch', mode: 'all_items'}).uploads('r1'), deny).does({type: 'order.close'}).does(undo());
  assert.deepEqual([denied.order.lifecycle, denied.order.payment], ['placed', 'in_review']);
});

test('U4 nothing of a cancelled order is undone', () => {
  act(inReview(), accept()).does({type: 'order.cancel'}).refuses(undo(), 'order/cancelled');
});

test('U2 undoing what the order does not hold is a mistake of the program', () => {
  assert.throws(() => undoneEvents(inReview().order, undo()), {code: 'undo/no-act'});
});

test('U5 an act that is undone at once leaves the order as it was', (t) => {
  const undone = new Map<string, number>();
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      live(story, ({before, command, context, answer}) => {
        if (!answer.ok || before === undefined || !answer.events.some(({type}) => type === 'act.undoable')) return;
        const back = applyCommand(answer.order, {id: 'undo', schemaVersion: 1, orderId: 'o1', type: 'order.undo', undoes: command.id}, {...context, actor: contextOf().actor});
        assert.ok(back.ok, back.ok ? '' : back.refusal.code);
        const act = answer.order.undoable?.at(-1);
        const expected = act?.act === 'send' ? withoutSending(answer.order, act, context.settings) : before;
        assert.deepEqual(pictureOf(back.order), pictureOf(expected));
        if (command.type === 'parcel.send') assert.deepEqual(wordless(back.order), wordless(before));
        assert.deepEqual(back.order.undoable?.map(({commandId}) => commandId) ?? [], (before.undoable ?? []).filter(({until}) => until > context.now).map(({commandId}) => commandId));
        undone.set(act?.act ?? '', (undone.get(act?.act ?? '') ?? 0) + 1);
      });
    }),
    {runs: 600},
  );
  t.diagnostic(JSON.stringify([...undone]));
  for (const act of ['accept', 'deny', 'send']) assert.ok((undone.get(act) ?? 0) > 3, act);
});

/** Work beside the act: it neither needs nor changes what an Accept, a Deny or a Send does. */
const BESIDE: readonly CommandType[] = ['parcel.add', 'parcel.pack', 'parcel.unpack', 'parcel.verify', 'parcel.unlock', 'parcel.schedule', 'parcel.measure', 'note.add', 'tags.change', 'hold.add', 'order.archive', 'receipt.submit'];

test('U6 work that went on beside an act is left alone when the act is undone', (t) => {
  const compared = new Map<string, number>();
  checkProperty(
    t,
    fc.property(anyStory(), anyStep, fc.constantFrom(...BESIDE), (story, step, type) => {
      live(story, ({before, command, context, answer}) => {
        if (!answer.ok || before === undefined || command.type === 'order.dispatch' || !answer.events.some((event) => event.type === 'act.undoable')) return;
        const beside = askedOf({...step, picks: [...step.picks.slice(0, 5), 1], type}, answer.order, 500);
        const wish = {...beside.command, device: {id: 'beside', seq: 1}};
        const at = {...beside.context, now: context.now, settings: context.settings};
        const after = applyCommand(answer.order, wish, at);
        const alone = applyCommand(before, wish, at);
        // An upload of an order that was paid is kept for the record: that is a story of its own.
        if (!after.ok || !alone.ok || JSON.stringify(after.events) !== JSON.stringify(alone.events)) return;
        const back = applyCommand(after.order, {id: 'undo', schemaVersion: 1, orderId: 'o1', type: 'order.undo', undoes: command.id}, {...at, actor: contextOf().actor});
        assert.ok(back.ok, back.ok ? '' : back.refusal.code);
        assert.deepEqual(wordless(back.order), wordless(alone.order));
        compared.set(type, (compared.get(type) ?? 0) + 1);
      });
    }),
    {runs: 600},
  );
  t.diagnostic(JSON.stringify([...compared]));
  assert.ok([...compared.values()].reduce((sum, count) => sum + count, 0) > 20);
});

/** What these parcels are when only the sending is taken away, by hand. */
function withoutSending(order: Order, {parcelIds = []}: UndoableAct, settings: Settings): Order {
  const parcels = order.parcels.map((parcel) => {
    if (!parcelIds.includes(parcel.id)) return parcel;
    const {sentAt: _at, sentBy: _by, ...rest} = parcel;
    return rest;
  });
  return deriveOrder({...order, parcels}, settings);
}

/** The picture without what was written on the parcels. */
function wordless(order: Order): unknown {
  return pictureOf({...order, parcels: order.parcels.map(({remark: _remark, trackingNumber: _number, ...parcel}) => parcel)});
}
