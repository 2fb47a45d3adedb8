import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackendError} from '../ports/backend-error.ts';
import {EngineError} from '../shared/engine-error.ts';
import {ProblemLog} from './problem-log.ts';
import {SYSTEM_CLOCK} from './system-clock.ts';

function logged(...errors: readonly unknown[]): unknown[] {
  const log = new ProblemLog(SYSTEM_CLOCK);
  for (const error of errors) log.add(error);
  return log.problems.map(({at: _at, ...problem}) => problem);
}

test('what went wrong is noted by its code and status, never in the words it came with', () => {
  const told = new BackendError('backend/busy', 'Ms Lee, 9123 4567, may not do that.', {retriable: false, problem: {type: 'about:blank', title: 'lee@example.com', status: 503}});
  const odd = new BackendError('backend/busy', '', {retriable: false, problem: {type: 'about:blank', title: '', status: Number.NaN}});
  assert.deepEqual(logged(told, odd, new EngineError('cache/full', 'no room for lee@example.com'), new RangeError('陳大文')), [{code: 'backend/busy', status: 503}, {code: 'backend/busy'}, {code: 'cache/full'}, {code: 'RangeError'}]);
});

test('codes and kinds that are not ours say nothing', () => {
  const named = Object.assign(new Error('x'), {name: 'Ms Lee'});
  assert.deepEqual(logged(new EngineError('Ms Lee', ''), new EngineError('x/'.padEnd(99, 'y'), ''), named, 'Ms Lee', null, {name: 'TypeError'}), Array.from({length: 6}, () => ({code: 'unknown'})));
});

test('the same error is noted once, nothing is no error, and the last twenty are kept', () => {
  const error = new TypeError('x');
  assert.equal(logged(error, error, undefined, error).length, 1);
  assert.deepEqual(logged(...Array.from({length: 25}, (_, index) => new EngineError(index < 5 ? 'old/one' : 'new/one', ''))), Array.from({length: 20}, () => ({code: 'new/one'})));
});
