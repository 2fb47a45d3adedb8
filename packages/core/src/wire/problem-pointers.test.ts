import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pointersOf} from './problem-pointers.ts';

test('W3 pointers are escaped as RFC 6901 asks, stand below what they are in, and end after twenty', () => {
  const issue = {code: 'custom', path: ['a/b', 0, 'c~d'], message: 'is odd.'};
  assert.deepEqual(pointersOf([issue], '/commands/3'), [{pointer: '/commands/3/a~1b/0/c~0d', detail: 'is odd.'}]);
  assert.equal(pointersOf(Array.from({length: 50}, () => issue)).length, 20);
});

test('W3 each kind of problem has its sentence', () => {
  const detail = (issue: object) => pointersOf([{message: 'Invalid input', ...issue}])[0]?.detail;
  assert.equal(detail({code: 'invalid_type', expected: 'string'}), 'must be of type string.');
  assert.equal(detail({code: 'too_small', origin: 'string', minimum: 1}), 'must have at least 1 character.');
  assert.equal(detail({code: 'too_small', origin: 'array', minimum: 1}), 'must have at least 1 entry.');
  assert.equal(detail({code: 'invalid_format', format: 'regex'}), 'must be written in the documented form.');
  assert.equal(detail({code: 'unrecognized_keys', keys: ['a', 'b']}), 'has unknown fields: a, b.');
});

test('W3 what is wrong with the whole, or with a part of one known kind, is told where it is', () => {
  const inner = {code: 'invalid_type', expected: 'string', message: ''};
  const union = (path: readonly string[] | undefined, within: object) => ({code: 'invalid_union', message: '', ...(path === undefined ? {} : {path}), errors: [[{...inner, ...within}]]});
  assert.deepEqual(pointersOf([inner, union(undefined, {}), union(['a'], {}), union(['a'], {path: ['b']})]), ['', '', '/a', '/a/b'].map((pointer) => ({pointer, detail: 'must be of type string.'})));
});
