import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EngineError} from '../shared/engine-error.ts';
import {toCacheError} from './to-cache-error.ts';

const named = (name: string, more: object = {}): Error => Object.assign(new Error('deep inside'), {name, ...more});

test('C5 what a database says, however deep, becomes a code and a sentence that says what to do', () => {
  const wrapped = named('AbortError', {inner: named('OpenFailedError', {cause: named('QuotaExceededError')})});
  const codes = [wrapped, named('VersionError'), named('DatabaseClosedError'), named('UnknownError'), 'blocked', null, {name: 5}].map((cause) => toCacheError(cause).code);
  assert.deepEqual(codes, ['cache/full', 'cache/newer-version', 'cache/closed', 'cache/unusable', 'cache/unusable', 'cache/unusable', 'cache/unusable']);
  assert.match(toCacheError('blocked').message, /\(blocked\)/);
  assert.match(toCacheError(named('UnknownError')).message, /\(deep inside\)/);
});

test('C5 an error of the engine stays what it is, and one that holds itself comes to an end', () => {
  const own = new EngineError('cache/damaged', 'x');
  assert.equal(toCacheError(own), own);
  const circle: {name: string; inner?: unknown} = {name: 'Odd'};
  circle.inner = circle;
  assert.equal(toCacheError(circle).code, 'cache/unusable');
});
