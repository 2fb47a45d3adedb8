import assert from 'node:assert/strict';
import {test} from 'node:test';
import {COMMAND_TYPES, type CommandType} from '../order/command.ts';
import type {Role} from '../order/decision.ts';
import {may} from './permissions.ts';

const PACKING: readonly CommandType[] = [
  ...(['order.dispatch', 'order.send', 'order.schedule', 'order.undo', 'note.add', 'hold.add'] as const),
  ...(['parcel.add', 'parcel.remove', 'parcel.pack', 'parcel.unpack', 'parcel.verify', 'parcel.unlock'] as const),
  ...(['parcel.schedule', 'parcel.measure', 'parcel.send', 'parcel.track', 'parcel.report'] as const),
];

const TABLE: Readonly<Record<Role, readonly CommandType[]>> = {
  owner: COMMAND_TYPES,
  clerk: COMMAND_TYPES.filter((type) => type !== 'order.erase'),
  system: COMMAND_TYPES,
  packer: PACKING,
  viewer: [],
  shopper: ['order.place', 'receipt.submit'],
};

test('O18 each role may give the commands of its table, and no others', () => {
  for (const [role, types] of Object.entries(TABLE)) assert.deepEqual(COMMAND_TYPES.filter((type) => may(role as Role, type)), types, role);
});
