import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandBody} from '../src/order/command.ts';
import {isOpenOrder} from '../src/rules/is-open-order.ts';
import {hkd, line} from './support/new-order.ts';
import {Story} from './support/story.ts';

const P1 = 'o1-p1';
const paid = {paid: {method: 'card'}};
const note = (text: string): CommandBody => ({type: 'note.add', text});
const tags = (add?: readonly string[], remove?: readonly string[]): CommandBody => ({type: 'tags.change', ...(add === undefined ? {} : {add}), ...(remove === undefined ? {} : {remove})});

test('O25 a note is kept as it was written, with who and when, in every life of an order', () => {
  const story = new Story().place(paid).does(note(' 會回電 <b>text</b>\n'), {commandId: 'n1', role: 'packer'});
  assert.deepEqual(story.order.notes, [{id: 'n1-note', text: ' 會回電 <b>text</b>\n', at: story.order.updatedAt, by: 'Wing'}]);
  story.refuses(note(' \n\t'), 'note/empty');
  story.does({type: 'order.cancel'}).does(note('rang, did not answer'));
  assert.deepEqual(story.order.notes?.map(({text}) => text.trim()), ['會回電 <b>text</b>', 'rang, did not answer']);
  for (const other of [new Story().place({draft: true}), new Story().place({kind: 'credit', lines: [line({quantity: -1})]}), new Story().place(paid).does({type: 'order.dispatch', mode: 'all_items'}).does({type: 'order.close'})]) other.does(note('seen'));
});

test('O26 tags are given and taken away without spaces around them; none is empty or stands twice', () => {
  const story = new Story().place({...paid, tags: ['gift', ' vip ']}).does(tags([' 急件 ', 'gift', 'gift', '']));
  assert.deepEqual(story.order.tags, ['gift', 'vip', '急件']);
  story.does(tags(undefined, [' gift', 'unheard-of']));
  assert.deepEqual(story.order.tags, ['vip', '急件']);
  story.does(tags(['vip', 'new'], ['vip']));
  assert.deepEqual(story.order.tags, ['急件', 'vip', 'new']);
  assert.deepEqual(story.events.map(({at: _at, by: _by, ...event}) => event), [{type: 'tags.changed', tags: ['急件', 'vip', 'new']}]);
  for (const nothing of [tags(), tags([]), tags([' ', ''], ['\t'])]) story.refuses(nothing, 'tags/empty');
});

test('O26 giving a tag that is there already is no mistake: a batch over many orders may', () => {
  const story = new Story().place({...paid, tags: ['vip']}).does(tags(['vip']));
  assert.deepEqual(story.order.tags, ['vip']);
});

test('O26 an order has at most a hundred tags', () => {
  const many = Array.from({length: 100}, (_, index) => `t${index}`);
  const story = new Story().place(paid).does(tags(many));
  assert.equal(story.refuses(tags(['one more']), 'tags/too-many')['most'], 100);
  story.does(tags(['one more'], ['t0']));
  assert.equal(story.order.tags.length, 100);
});

test('O27 a hold keeps parcels from leaving and nothing else; it says why, since when, by whom and perhaps until when', () => {
  const story = new Story().place(paid).does({type: 'hold.add', reason: 'fraud check', until: '2026-12-01T00:00:00Z', note: 'asked the bank'}, {commandId: 'h1'});
  assert.deepEqual(story.order.holds, [{id: 'h1-hold', reason: 'fraud check', until: '2026-12-01T00:00:00.000Z', at: story.order.updatedAt, by: 'Mei', note: 'asked the bank'}]);
  assert.deepEqual([story.order.status, story.order.statusDetail?.code], ['processing', 'on_hold']);
  story.packs(1, '1', 1).verifies(1);
  const {reason, by} = story.refuses({type: 'parcel.send', parcelId: P1}, 'send/on-hold');
  assert.deepEqual([reason, by], ['fraud check', 'Mei']);
  story.refuses({type: 'hold.add', reason: ' \n'}, 'hold/reason-missing');
  story.does({type: 'hold.release', holdId: 'h1-hold', note: 'all is well'}).sends(1);
});

test('O27 several holds are released one by one or all at once', () => {
  const story = new Story().place(paid);
  const held = () => story.does({type: 'hold.add', reason: 'one'}, {commandId: 'a'}).does({type: 'hold.add', reason: 'two'}, {commandId: 'b'});
  held().refuses({type: 'hold.release', holdId: 'c-hold'}, 'hold/not-found');
  story.does({type: 'hold.release', holdId: 'a-hold'}).refuses({type: 'hold.release', holdId: 'a-hold'}, 'hold/not-found');
  assert.deepEqual(story.order.holds.map(({id}) => id), ['b-hold']);
  story.does({type: 'hold.release'}).refuses({type: 'hold.release'}, 'hold/not-found');
  held().does({type: 'hold.release', note: 'both'});
  assert.deepEqual([story.order.holds, story.events.map(({type}) => type)], [[], ['hold.released', 'hold.released']]);
});

test('O27 what is on hold is open, also when it was put away, until it is cancelled or closed: then nobody can release it', () => {
  const story = new Story().place({...paid, lines: [line({requiresShipping: false})]}).does({type: 'hold.add', reason: 'one'}).does({type: 'order.archive', archived: true});
  assert.equal(isOpenOrder(story.order), true);
  story.does({type: 'order.close'}).refuses({type: 'hold.release'}, 'order/closed');
  const cancelled = new Story().place(paid).does({type: 'hold.add', reason: 'one'}).does({type: 'order.cancel'});
  cancelled.refuses({type: 'hold.release'}, 'order/cancelled');
  assert.deepEqual([isOpenOrder(story.order), isOpenOrder(cancelled.order)], [false, false]);
});

test('O28 an order is put away and taken out again once it is placed; a wish for what is so already is refused', () => {
  const archive = (archived: boolean) => ({type: 'order.archive', archived}) as const;
  const credit = new Story().place({kind: 'credit', lines: [line({quantity: -1})]});
  for (const story of [new Story().place(paid), new Story().place(paid).does({type: 'order.cancel'}), new Story().place({...paid, lines: [line({requiresShipping: false})]}).does({type: 'order.close'}), credit]) {
    const {status} = story.order;
    story.refuses(archive(false), 'order/nothing-to-change');
    story.does(archive(true)).refuses(archive(true), 'order/nothing-to-change');
    assert.deepEqual([story.order.archived, story.order.status], [true, status]);
    assert.equal(story.does(archive(false)).order.archived, false);
  }
});

test('O28 an order is closed when nothing is left to send and no upload waits', () => {
  const close = {type: 'order.close'} as const;
  const story = new Story().place(paid).packs(1, '1', 3).verifies(1).sends(1);
  assert.equal(story.refuses(close, 'order/not-finished')['left'], 2);
  story.does({type: 'line.cancel', lineId: '2', quantity: 2}).does(close);
  assert.deepEqual([story.order.lifecycle, story.order.status, story.order.statusDetail?.code], ['closed', 'complete', 'sent']);
  story.refuses(close, 'order/closed');
  story.does({type: 'payment.refund', amount: hkd(20_000)});
  new Story().place({lines: [line({requiresShipping: false})]}).uploads('r1').refuses(close, 'order/not-finished');
});
