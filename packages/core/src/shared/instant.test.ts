import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hasCode} from '../../test/support/has-code.ts';
import {toInstant} from './instant.ts';

test('O12 instants are written in one precision, so that they sort as text', () => {
  assert.equal(toInstant('2026-11-23T06:32:00Z'), '2026-11-23T06:32:00.000Z');
  assert.equal(toInstant('2026-11-23T06:32:00.123456Z'), '2026-11-23T06:32:00.123Z');
  assert.throws(() => toInstant('yesterday'), hasCode('instant/unreadable'));
});
