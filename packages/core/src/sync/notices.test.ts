import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isNotice} from './notices.ts';

test('T3 messages of another version, or of anybody else, are passed over', () => {
  for (const data of [undefined, null, 5, 'beat', {}, {kind: 'constructor'}, {kind: 'dance'}, {kind: null}, []]) assert.equal(isNotice(data), false, JSON.stringify(data));
  assert.ok(isNotice({kind: 'beat', revision: 3}));
});
