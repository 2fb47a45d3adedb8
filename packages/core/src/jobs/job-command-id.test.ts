import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {checkProperty} from '../../test/support/check-property.ts';
import {hasCode} from '../../test/support/has-code.ts';
import {idSchema} from '../wire/order-schema.ts';
import {jobCommandId} from './job-command-id.ts';

const anyId = (maxLength: number, alphabet: string): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('a', 'o', '1', '2'), fc.string({unit: fc.constantFrom(...alphabet), maxLength: maxLength - 1})).map((parts) => parts.join(''));
const anyJobId = anyId(48, 'ao12-_.');
const anyOrderId = anyId(100, 'ao12-_.~');

test('J2 the id of a job’s command follows from job, order and attempt, and from nothing else', () => {
  assert.equal(jobCommandId('friday-2026-11-27', 'o1', 1), 'friday-2026-11-27~1~o1');
  assert.equal(jobCommandId('0198f1c2-0000-7000-8000-000000000001', '0198f1c2-0000-7000-8000-000000000002', 2), '0198f1c2-0000-7000-8000-000000000001~2~0198f1c2-0000-7000-8000-000000000002');
  // Written down: a later version must not give the orders of a running job other commands.
  assert.equal(jobCommandId('friday', 'x'.repeat(100), 1), jobCommandId('friday', 'x'.repeat(100), 1));
  assert.equal(jobCommandId('friday', 'x'.repeat(100), 1), 'friday~1~~08ezvog1jb0pb613zep8603c5wen');
});

test('J2 two jobs, orders or attempts never share a command, and every id can be sent', (t) => {
  const anyPlace = fc.tuple(anyJobId, anyOrderId, fc.integer({min: 1, max: 12}));
  checkProperty(t, fc.property(anyPlace, anyPlace, (left, right) => {
    const [one, other] = [jobCommandId(...left), jobCommandId(...right)];
    assert.equal(one === other, JSON.stringify(left) === JSON.stringify(right));
    assert.ok(idSchema.safeParse(one).success, one);
  }), {runs: 3000});
  // Names that would run into each other if they were only joined.
  const close = new Set([['a', '1~b', 1], ['a', 'b', 1], ['a', '1~b', 2], ['a-1', 'b', 1], ['a', '2~1~b', 1], ['a', 'b', 11], ['a', '1b', 1]].map(([job, order, attempt]) => jobCommandId(job as string, order as string, attempt as number)));
  assert.equal(close.size, 7);
  const long = new Set(Array.from({length: 20_000}, (_, n) => jobCommandId('friday', `${'x'.repeat(90)}${n}`, 1)));
  assert.equal(long.size, 20_000);
});

test('J2 a name that could be mistaken is no name for a job', () => {
  for (const name of ['', '-a', 'a~b', 'a b', 'x'.repeat(49), '早']) {
    assert.throws(() => jobCommandId(name, 'o1', 1), hasCode('job/bad-id'), name);
  }
});
