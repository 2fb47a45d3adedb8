import type {CommandType} from '../order/command.ts';
import type {Role} from '../order/decision.ts';

/** What happens at the packing table; of what can be undone the law leaves a packer the sendings. */
const PACKING: readonly CommandType[] = [
  'order.dispatch',
  'order.send',
  'order.schedule',
  'order.undo',
  'note.add',
  'hold.add',
  'parcel.add',
  'parcel.remove',
  'parcel.pack',
  'parcel.unpack',
  'parcel.verify',
  'parcel.unlock',
  'parcel.schedule',
  'parcel.measure',
  'parcel.send',
  'parcel.track',
  'parcel.report',
];

/** What each role may ask for; `all` is everything. A shopper's link reaches one order only (the server sees to that). */
const MAY: Readonly<Record<Role, readonly CommandType[] | 'all'>> = {
  owner: 'all',
  clerk: 'all',
  system: 'all',
  packer: PACKING,
  viewer: [],
  shopper: ['order.place', 'receipt.submit'],
};

/** Whether `role` may give commands of this type at all. One that a newer server has given somebody may nothing here. */
export function may(role: Role, type: CommandType): boolean {
  const list = Object.hasOwn(MAY, role) ? MAY[role] : [];
  return list === 'all' || list.includes(type);
}
