import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hasCode} from '../../test/support/has-code.ts';
import {COMMAND_TYPES, type CommandBody} from '../order/command.ts';
import {BULK_COMMAND_TYPES, bodyOf, type BulkBody} from './bulk-commands.ts';

const isNotInBulk = hasCode('job/not-in-bulk');
const given = (body: CommandBody): CommandBody => bodyOf({kind: 'command', body: body as BulkBody});

test('J1 a job gives dispatch and the batch edits, and no other command', () => {
  assert.deepEqual(BULK_COMMAND_TYPES, ['order.dispatch', 'order.confirm', 'order.cancel', 'order.send', 'order.schedule', 'order.close', 'order.archive', 'note.add', 'tags.change', 'hold.add', 'hold.release', 'payment.record']);
  assert.deepEqual(bodyOf({kind: 'dispatch', mode: 'packed_only', shipOn: '2026-11-27', remark: 'By courier'}), {type: 'order.dispatch', mode: 'packed_only', shipOn: '2026-11-27', remark: 'By courier'});
  assert.deepEqual(given({type: 'tags.change', add: ['vip']}), {type: 'tags.change', add: ['vip']});
  for (const type of COMMAND_TYPES.filter((type) => !(BULK_COMMAND_TYPES as readonly string[]).includes(type))) assert.throws(() => given({type} as CommandBody), isNotInBulk, type);
  assert.throws(() => given({type: 'toString'} as unknown as CommandBody), isNotInBulk);
});

test('J1 a body that names a thing of one order is not given to many', () => {
  assert.throws(() => given({type: 'order.send', parcelIds: ['p1']}), isNotInBulk);
  assert.throws(() => given({type: 'hold.release', holdId: 'h1'}), isNotInBulk);
  assert.deepEqual(given({type: 'hold.release', note: 'all clear'}), {type: 'hold.release', note: 'all clear'});
});
