import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {checkProperty} from '../../test/support/check-property.ts';
import {linkExpiry, ORDER_LINK_DAYS, readOrderLink, signOrderLink} from './order-link.ts';
import {sign} from './secrets.ts';

const key = new Uint8Array(32).fill(7);
const madeAt = '2026-11-23T06:32:00.000Z';
const later = (days: number): string => new Date(Date.parse(madeAt) + days * 86_400_000).toISOString();
const orderId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$/);

test('a link leads to its order until it expires', async (t) => {
  await checkProperty(
    t,
    fc.asyncProperty(orderId, async (id) => {
      const token = signOrderLink(key, id, madeAt);
      assert.match(token, /^[\w.-]+$/);
      assert.deepEqual(readOrderLink(key, token, later(ORDER_LINK_DAYS - 0.001)), {ok: true, orderId: id});
      assert.deepEqual(readOrderLink(key, token, later(ORDER_LINK_DAYS)), {ok: false, reason: 'expired'});
      assert.equal(linkExpiry(token), later(ORDER_LINK_DAYS));
    }),
    {runs: 100},
  );
});

test('no other text leads anywhere, however little it differs', async (t) => {
  const change = fc.record({at: fc.nat(), remove: fc.nat({max: 3}), insert: fc.string({unit: fc.constantFrom(...'abcXYZ019-_.=+/ \0é'), maxLength: 3})});
  await checkProperty(
    t,
    fc.asyncProperty(orderId, change, async (id, {at, remove, insert}) => {
      const token = signOrderLink(key, id, madeAt);
      const place = at % (token.length + 1);
      const altered = token.slice(0, place) + insert + token.slice(place + remove);
      if (altered !== token) assert.deepEqual(readOrderLink(key, altered, madeAt), {ok: false, reason: 'unknown'});
    }),
    {runs: 500},
  );
});

test('another shop’s key, or a signature for another purpose, makes no link', () => {
  const token = signOrderLink(key, 'o1', madeAt);
  const [order, expires] = token.split('.');
  assert.deepEqual(readOrderLink(new Uint8Array(32).fill(8), token, madeAt), {ok: false, reason: 'unknown'});
  assert.deepEqual(readOrderLink(key, `${order}.${expires}.${sign(key, 'something-else', `${order}.${expires}`)}`, madeAt), {ok: false, reason: 'unknown'});
});
