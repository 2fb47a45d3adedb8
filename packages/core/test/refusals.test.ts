import assert from 'node:assert/strict';
import {test} from 'node:test';
import {decide} from '../src/rules/decide.ts';
import {REFUSAL_CODES} from '../src/shared/refusal-codes.ts';
import {ALLOWED, REACHED} from './support/reached-refusals.ts';

for (const [code, questions] of Object.entries(REACHED)) {
  test(`O5 ${code} is reached`, () => {
    for (const {order, command, context} of questions) {
      const decision = decide(order, command, context);
      assert.equal(decision.ok ? 'allowed' : decision.refusal.code, code, `${command.type} ${JSON.stringify(command)}`);
    }
  });
}

test('O5 every code but that of an id used twice, which only a server can know, is one that decide gives', () => {
  assert.deepEqual([...Object.keys(REACHED), 'command/id-reused'].toSorted(), [...REFUSAL_CODES].toSorted());
});

test('O5 what is allowed is allowed', () => {
  for (const {order, command, context} of ALLOWED) assert.equal(decide(order, command, context).ok, true, command.type);
});
