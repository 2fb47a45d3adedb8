import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandBody} from '../order/command.ts';
import {isEngineError} from '../shared/engine-error.ts';
import {MalformedCommandError, readCommandBody} from './read-command.ts';

function problemsOf(body: unknown, orderId = 'o1'): unknown {
  try {
    readCommandBody(orderId, 'c1', body as CommandBody);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof MalformedCommandError && isEngineError(error) && error.code === 'command/malformed');
    return [error.message, error.errors.map(({pointer}) => pointer)];
  }
}

test('a wish is read as a backend reads it: unknown fields are left out, the envelope is not the caller’s to write', () => {
  const body = {type: 'parcel.add', parcelId: 'p1', colour: 'red', id: 'forged', orderId: 'o2', device: {id: 'd', seq: 1}, claimedAt: '2026-11-23T06:32:00Z'};
  assert.deepEqual(readCommandBody('o1', 'c1', body as unknown as CommandBody), {type: 'parcel.add', parcelId: 'p1'});
});

test('what is no wish is said with every place that is wrong, also when all of it is', () => {
  assert.deepEqual(problemsOf({type: 'parcel.pack', parcelId: 'p1', quantity: 0}), ['This is not a command: /lineId must be of type string. /quantity must be at least 1.', ['/lineId', '/quantity']]);
  assert.deepEqual(problemsOf({type: 'constructor'}), ['This is not a command: /type is not one of the known kinds.', ['/type']]);
  for (const body of [null, undefined, 5, 'parcel.add']) assert.deepEqual(problemsOf(body), ['This is not a command: it must be of type object.', ['']]);
  assert.deepEqual(problemsOf({type: 'order.confirm'}, '__proto__'), ['This is not a command: /orderId must be written in the documented form.', ['/orderId']]);
});
