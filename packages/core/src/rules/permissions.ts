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

/** Only who answers for the shop takes something away for good. */
const OF_OWNERS: ReadonlySet<CommandType> = new Set(['order.erase']);

/** What each role may ask for; `all` is everything, `work` everything but what is the owner's. A shopper's link reaches one order only (the server sees to that). */
const MAY: Readonly<Record<Role, readonly CommandType[] | 'all' | 'work'>> = {
  owner: 'all',
  clerk: 'work',
  system: 'all',
  packer: PACKING,
  viewer: [],
  shopper: ['order.place', 'receipt.submit'],
};

/** Whether `role` may give commands of this type at all. One that a newer server has given somebody may nothing here. */
export function may(role: Role, type: CommandType): boolean {
  const list = Object.hasOwn(MAY, role) ? MAY[role] : [];
  if (list === 'work') return !OF_OWNERS.has(type);
  return list === 'all' || list.includes(type);
}
