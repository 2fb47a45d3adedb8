import assert from 'node:assert/strict';
import {test} from 'node:test';
import {describeError} from './describe-error.ts';

const CALLS = '\n    at src/chan-ka-yan.ts:1:2';

test('a message that looks like a list of calls is not taken for one, under any name', () => {
  const errors = [new Error(CALLS), Object.assign(new Error(CALLS), {name: CALLS}), Object.assign(new Error(''), {name: CALLS}), Object.assign(new Error(CALLS), {message: 'changed since'})];
  // The engine may ask for the name when the error is made, or when its calls are read.
  class Named extends Error {
    override readonly name = CALLS;
  }
  errors.push(new Named(CALLS), new Error('outer', {cause: new Named(`${CALLS}${CALLS}`)}));
  for (const error of errors) assert.doesNotMatch(JSON.stringify(describeError(error)), /chan-ka-yan/);
});

test('the place of an error is told by file and line', () => {
  const {at = []} = describeError(new Error('A sentence.'));
  assert.match(at[0] ?? '', /^src\/observability\/describe-error\.test\.ts:\d+$/);
});
