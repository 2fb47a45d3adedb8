import {applyCommand, firstParcelId, type Command, type CommandBody, type DecisionContext, type LoggedEvent, type Order, type Settings} from '@packline/core';
import {SETTINGS as BENCH_SETTINGS} from '../data/live-order.ts';
import {newOrderAt} from '../data/new-order.ts';
import type {Product} from '../data/products.ts';
import {createRandom} from '../data/random.ts';

/** How many unsent commands an order has. */
export const PENDING = [1, 5, 50] as const;

/** One order as the server last told of it, with what this device has not sent, and another one's log. */
export interface ReplayCase {
  readonly base: Order;
  /** Oldest first, as many as the largest of {@link PENDING}; all of them are allowed. */
  readonly pending: readonly Command[];
  readonly log: readonly LoggedEvent[];
}

/** What everybody decides by. */
export interface ReplayCases {
  readonly settings: Settings;
  readonly actor: DecisionContext['actor'];
  readonly cases: readonly ReplayCase[];
}

const MOST = Math.max(...PENDING);
const CLERK = {id: 'u2', name: '陳師傅', role: 'clerk'} as const;
const START_MS = Date.UTC(2026, 10, 23, 6);
const SEED = 11;
const SETTINGS = {...BENCH_SETTINGS, undoSeconds: 10};

export function replayCases(count: number, products: readonly Product[]): ReplayCases {
  return {settings: SETTINGS, actor: CLERK, cases: Array.from({length: count}, (_, index) => caseAt(index, count, products))};
}

function caseAt(index: number, count: number, products: readonly Product[]): ReplayCase {
  const random = createRandom(SEED, index);
  const id = `${index.toString(16).padStart(8, '0')}-0000-7000-8000-000000000001`;
  let order: Order | undefined;
  let step = 0;
  const log: LoggedEvent[] = [];
  const give = (body: CommandBody): Command | undefined => {
    const at = new Date(START_MS + (step + 1) * 60_000).toISOString();
    const command: Command = {id: `${id}-c${String(step + 1)}`, schemaVersion: 1, orderId: id, device: {id: 'desk-1', seq: step + 1}, claimedAt: at, ...body};
    const answer = applyCommand(order, command, {settings: SETTINGS, actor: CLERK, now: at, nextNumber: String(100_001 + index)});
    if (!answer.ok) return undefined;
    step += 1;
    order = answer.order;
    const {version} = answer.order;
    log.push(...answer.events.map((event, place): LoggedEvent => ({orderId: id, version, index: place, commandId: command.id, event})));
    return command;
  };
  give({type: 'order.place', order: newOrderAt(index, count, products, random, {needsReceipt: false})});
  const base = order as unknown as Order;
  const pending: Command[] = [];
  const parcelId = firstParcelId(id);
  for (let turn = 0; pending.length < MOST; turn += 1) {
    const lineId = base.lines[turn % base.lines.length]?.id ?? '';
    const wishes: readonly CommandBody[] = [
      {type: 'parcel.pack', parcelId, lineId, quantity: 1},
      {type: 'parcel.unpack', parcelId, lineId, quantity: 1},
      {type: 'parcel.schedule', parcelId, shipOn: '2026-11-24'},
      {type: 'parcel.verify', parcelId},
      {type: 'parcel.unlock', parcelId, reason: 'wrong box'},
      {type: 'note.add', text: '客人會來電 will ring back'},
    ];
    const command = give(wishes[turn % wishes.length] as CommandBody);
    if (command !== undefined) pending.push(command);
  }
  give({type: 'order.dispatch', mode: 'all_items', remark: '順豐單號 SF1432009877160'});
  return {base, pending, log};
}
