import {COMMAND_TYPES, type CommandType} from '../src/order/command.ts';
import type {Role} from '../src/order/decision.ts';
import type {NewOrder} from '../src/order/new-order.ts';
import {REFUSAL_CODES, type RefusalCode} from '../src/shared/refusal-codes.ts';
import type {Settings} from '../src/settings/settings.ts';
import type {Aim} from './wishes/choose-wish.ts';
import {STAGES} from './server/stages.ts';
import {anySale} from './wishes/new-orders.ts';
import {Dice, seedOf} from './world/dice.ts';
import type {CallFault, Method} from './world/network.ts';
import type {Port} from './world/party.ts';

/** Something that happens to a simulated world at a moment, in milliseconds since it began. */
export type Step = {readonly atMs: number} & StepBody;

export type StepBody =
  | {readonly do: 'wish'; readonly device: number; readonly tab: number; readonly aim: Aim; readonly dice: number}
  | {readonly do: 'shop'; readonly dice: number}
  | {readonly do: 'call fault'; readonly device: number; readonly fault: CallFault; readonly method: Method | 'any'}
  | {readonly do: 'partition'; readonly device: number; readonly forMs: number}
  | {readonly do: 'crash tab'; readonly device: number; readonly tab: number; readonly port: Port; readonly calls: number; readonly backAfterMs: number}
  | {readonly do: 'crash server'; readonly process: number; readonly calls: number; readonly backAfterMs: number}
  | {readonly do: 'freeze tab'; readonly device: number; readonly tab: number; readonly forMs: number}
  | {readonly do: 'close tab'; readonly device: number; readonly tab: number; readonly backAfterMs: number}
  | {readonly do: 'message fault'; readonly device: number; readonly fate: 'lost' | 'late'}
  | {readonly do: 'wrong clock'; readonly device: number; readonly skewMs: number}
  | {readonly do: 'settings'; readonly change: Partial<Settings>}
  | {readonly do: 'backup'}
  | {readonly do: 'restore'}
  | {readonly do: 'user'; readonly device: number; readonly user: number}
  | {readonly do: 'bulk'; readonly device: number; readonly tab: number; readonly mode: 'all_items' | 'packed_only'}
  | {readonly do: 'sync'; readonly device: number; readonly tab: number}
  | {readonly do: 'no room'; readonly device: number; readonly forMs: number};

/** A whole history before it happens: plain data, so that a failing one can be cut down step by step. */
export interface Program {
  readonly seed: number;
  readonly devices: readonly {readonly tabs: number; readonly hasLocks: boolean; readonly users: readonly {readonly id: string; readonly role: Role}[]}[];
  readonly server: {readonly settings: Partial<Settings>; readonly changesPerPage: number; readonly commandsPerBatch: number; readonly hasStream: boolean};
  /** Each as it was written down, and how far it has come (an index of `STAGES`). */
  readonly orders: readonly {readonly order: NewOrder; readonly stage: number}[];
  readonly steps: readonly Step[];
}

const LASTS_MS = 8_000;
const WISHES = 25;
const HOUR_MS = 3_600_000;
const TAB_PORTS = ['database', 'fetch', 'fetch', 'channel', 'timer'] as const;
const CALL_FAULTS: readonly CallFault[] = ['request lost', 'answer lost', 'request repeated', 'request late', 'answer late', 'server busy', 'server broken'];

/** What few orders allow is aimed at more often. */
const RARE_MOVES: readonly CommandType[] = ['payment.record', 'order.schedule', 'order.cancel', 'receipt.accept', 'receipt.deny', 'order.confirm', 'order.expire', 'order.send', 'order.close', 'order.undo', 'receipt.accept', 'receipt.deny', 'parcel.send', 'parcel.remove', 'parcel.unlock', 'parcel.report', 'hold.release', 'line.cancel', 'order.erase', 'parcel.schedule', 'parcel.measure'];
const RARE_REFUSALS: readonly RefusalCode[] = ['send/on-hold', 'line/not-shipped', 'send/not-paid', 'send/not-paid', 'edit/undoes-packing', 'undo/later-work', 'receipt/reason-missing', 'parcel/line-verified', 'order/draft', 'order/closed', 'order/not-a-sale', 'undo/too-late', 'undo/later-work', 'parcel/line-verified', 'parcel/several-unsent', 'send/on-hold', 'send/refunded', 'command/id-reused', 'order/number-taken', 'order/already-sent', 'receipt/other-picture', 'receipt/reason-missing', 'payment/not-received', 'parcel/verified', 'parcel/not-enough-packed', 'parcel/reason-missing', 'receipt/exists', 'tags/too-many', 'line/not-shipped', 'line/already-sent', 'order/unpaid-allowed', 'order/not-found'];

/** The history of one seed: who is there, what they do, and everything that goes wrong. */
export function programOf(seed: number): Program {
  const dice = new Dice(seedOf(seed, 1));
  const devices = Array.from({length: dice.oneOf(2, 2, 2, 3)}, (_, index) => ({
    tabs: dice.oneOf(1, 2),
    hasLocks: dice.chance(0.6),
    users: [
      {id: `u${index}`, role: dice.oneOf(...(['owner', 'clerk'] as const))},
      {id: `v${index}`, role: dice.oneOf(...(['clerk', 'packer', 'viewer'] as const))},
    ],
  }));
  const device = (): number => dice.below(devices.length);
  const tab = (): number => dice.below(2);
  const at = (): number => dice.between(300, LASTS_MS);
  const steps: Step[] = [];
  const add = (atMs: number, body: StepBody): void => void steps.push({atMs, ...body});
  let last = 0;
  for (let wish = 0; wish < WISHES; wish += 1) {
    // Often two people do something in the same moment.
    last = wish > 0 && dice.chance(0.35) ? last + dice.between(0, 4) : at();
    const aim: Aim = dice.chance(0.3) ? {kind: 'refused', code: dice.oneOf(...REFUSAL_CODES, ...RARE_REFUSALS, ...RARE_REFUSALS)} : {kind: 'allowed', type: dice.oneOf(...COMMAND_TYPES, ...RARE_MOVES, ...RARE_MOVES)};
    add(last, {do: 'wish', device: device(), tab: tab(), aim, dice: dice.below(1e9)});
  }
  for (let count = dice.below(3); count > 0; count -= 1) add(at(), {do: 'shop', dice: dice.below(1e9)});
  for (const fault of CALL_FAULTS) {
    if (dice.chance(0.9)) add(at(), {do: 'call fault', device: device(), fault, method: dice.oneOf(...(['pushCommands', 'pushCommands', 'readChanges', 'any'] as const))});
  }
  add(at(), {do: 'call fault', device: device(), fault: 'answer lost', method: 'pushCommands'});
  if (dice.chance(0.8)) add(at(), {do: 'partition', device: device(), forMs: dice.between(200, 5000)});
  for (const port of TAB_PORTS) {
    if (dice.chance(port === 'fetch' ? 0.65 : 0.97)) add(at(), {do: 'crash tab', device: device(), tab: tab(), port, calls: 1 + dice.below(port === 'database' ? 40 : 3), backAfterMs: dice.between(10, 2500)});
  }
  if (dice.chance(0.9)) add(at(), {do: 'crash server', process: dice.below(2), calls: 1 + dice.below(12), backAfterMs: dice.between(10, 3000)});
  if (dice.chance(0.75)) add(at(), {do: 'freeze tab', device: device(), tab: tab(), forMs: dice.between(500, 15_000)});
  if (dice.chance(0.75)) add(at(), {do: 'close tab', device: device(), tab: tab(), backAfterMs: dice.between(10, 2500)});
  // Messages need two tabs of one device, locks a device that has them.
  const where = (suits: (described: (typeof devices)[number]) => boolean): number => Math.max(0, devices.findIndex(suits));
  for (const fate of ['lost', 'lost', 'late', 'late'] as const) if (dice.chance(0.6)) add(at(), {do: 'message fault', device: where(({tabs}) => tabs > 1), fate});
  if (dice.chance(0.85)) add(at(), {do: 'crash tab', device: where(({hasLocks}) => hasLocks), tab: tab(), port: 'lock', calls: 1, backAfterMs: dice.between(10, 2500)});
  if (dice.chance(0.8)) add(at(), {do: 'wrong clock', device: device(), skewMs: dice.between(-30 * HOUR_MS, 30 * HOUR_MS)});
  if (dice.chance(0.8)) add(at(), {do: 'settings', change: {completeOnFirstSend: dice.chance(0.5), reviewOnlyWithReceipt: dice.chance(0.5), undoSeconds: dice.oneOf(0, 2, 600)}});
  if (dice.chance(0.45)) {
    for (let restores = dice.oneOf(1, 1, 2); restores > 0; restores -= 1) {
      const backupAt = at();
      add(backupAt, {do: 'backup'});
      add(dice.between(backupAt, LASTS_MS), {do: 'restore'});
    }
  }
  if (dice.chance(0.7)) add(at(), {do: 'user', device: device(), user: 1});
  if (dice.chance(0.4)) add(at(), {do: 'bulk', device: device(), tab: tab(), mode: dice.oneOf('all_items', 'packed_only')});
  if (dice.chance(0.5)) add(at(), {do: 'sync', device: device(), tab: tab()});
  if (dice.chance(0.7)) add(at(), {do: 'no room', device: device(), forMs: dice.between(10, 300)});
  return {
    seed,
    devices,
    server: {settings: {undoSeconds: dice.oneOf(2, 600)}, changesPerPage: dice.oneOf(2, 5, 100), commandsPerBatch: dice.oneOf(1, 3, 50), hasStream: dice.chance(0.8)},
    orders: dice.shuffled([...STAGES.keys()]).slice(0, 4 + dice.below(3)).map((stage) => ({order: anySale(dice), stage})),
    steps: steps.sort((left, right) => left.atMs - right.atMs),
  };
}
