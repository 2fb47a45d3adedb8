import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isSoundContents, isSoundOrder, isSoundState, soundNote} from './sound-records.ts';

const STATE = {deviceId: 'd1', revision: 3, layout: 1, nextChunkId: 2, cursor: 'e1.7.owner', fullReadSince: null, floor: 0, lastPlace: 5};
const ORDER: Readonly<Record<string, unknown>> = {id: 'o1', version: 1, lines: [], parcels: [], applied: {}};
const CONTENTS: Readonly<Record<string, unknown>> = {id: 1, revision: 2, orderIds: ['o1'], versions: [1]};
const NO_RECORDS = [undefined, null, 5, 'text', [], true];

/** Every field in turn replaced by each of these values. */
function* spoiled(record: Readonly<Record<string, unknown>>, values: readonly unknown[]): Generator<readonly [string, Record<string, unknown>]> {
  for (const key of Object.keys(record)) for (const value of values) yield [`${key}: ${JSON.stringify(value)}`, {...record, [key]: value}];
}

test('C5 a state that is spoiled in any field is not believed', () => {
  for (const state of [STATE, {...STATE, cursor: null}, {...STATE, fullReadSince: 2}]) assert.ok(isSoundState(state));
  for (const value of NO_RECORDS) assert.equal(isSoundState(value), false);
  for (const [what, state] of spoiled(STATE, [undefined, -1, 1.5, Number.NaN, '', {}, []])) {
    const isFine = what === 'cursor: ""';
    assert.equal(isSoundState(state), isFine, what);
  }
});

test('C5 a changed order or a list of contents that is spoiled, or another one than was looked for, is not believed', () => {
  assert.ok(isSoundOrder(ORDER, 'o1') && isSoundContents(CONTENTS));
  assert.equal(isSoundOrder(ORDER, 'o2'), false);
  for (const value of NO_RECORDS) assert.deepEqual([isSoundOrder(value, 'o1'), isSoundContents(value)], [false, false]);
  for (const [what, order] of spoiled(ORDER, [undefined, null, 1.5, 'x'])) assert.equal(isSoundOrder(order, 'o1'), false, what);
  for (const [what, contents] of spoiled(CONTENTS, [undefined, null, -1, 'x'])) assert.equal(isSoundContents(contents), false, what);
  assert.equal(isSoundContents({...CONTENTS, versions: []}), false);
});

test('C5 notes are believed one by one', () => {
  const session = {user: {}, store: {}, settings: {}, limits: {}, capabilities: []};
  assert.ok(soundNote('session', session) && soundNote('settings', {version: 0, timeZone: 'UTC'}) && soundNote('lease', {owner: 'a', beat: 1}) && soundNote('workingSet', {scope: 'all'}));
  for (const [what, note] of spoiled(session, [undefined, null, 'x'])) assert.equal(soundNote('session', note), undefined, what);
  for (const value of NO_RECORDS) assert.deepEqual([soundNote('session', value), soundNote('settings', value), soundNote('lease', value), soundNote('workingSet', value)], [undefined, undefined, undefined, undefined]);
  assert.deepEqual([soundNote('settings', {version: -1, timeZone: 'UTC'}), soundNote('settings', {version: 1}), soundNote('lease', {owner: 'a', beat: '1'}), soundNote('workingSet', {scope: 1})], [undefined, undefined, undefined, undefined]);
});
