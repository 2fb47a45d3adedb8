import type {CommandType} from '../order/command.ts';
import type {Role} from '../order/decision.ts';

const PACKING: readonly CommandType[] = ['parcel.add', 'parcel.remove', 'parcel.pack', 'parcel.unpack', 'parcel.verify', 'parcel.unlock', 'parcel.schedule', 'parcel.send', 'order.dispatch'];

/** What each role may ask for; `all` is everything. A shopper's link reaches one order only (the server sees to that). */
const MAY: Readonly<Record<Role, readonly CommandType[] | 'all'>> = {
  owner: 'all',
  clerk: 'all',
  system: 'all',
  packer: PACKING,
  viewer: [],
  shopper: ['order.place', 'receipt.submit'],
};

/** Whether `role` may give commands of this type at all. */
export function may(role: Role, type: CommandType): boolean {
  const list = MAY[role];
  return list === 'all' || list.includes(type);
}
