import {applyCommand, cancelledEffectKeys, effectsOf, isEngineError, may, type Command, type CommandResult, type Effect, type Instant, type LoggedEvent, type Order, type OrderEvent} from '@packline/core';
import {webhookEffects} from '../channels/webhook-events.ts';
import type {NewEffect} from '../storage/effect-storage.ts';
import type {CommandRecord} from '../storage/order-storage.ts';
import {emptyDraft, merge, newest, type Batch, type Draft} from './batch.ts';
import type {CommandAnswer, CommandRequest} from './command-request.ts';
import {fingerprintOf} from './fingerprint.ts';

/** Numbers of the shop's series that are looked at together. */
const MOST_NUMBERS_AHEAD = 1000;

/** What became of one command. Its position is known once the batch is written. */
export interface Outcome {
  readonly id: string;
  readonly outcome: CommandResult['outcome'];
  readonly record: CommandRecord;
  readonly order: Order | undefined;
}

export type Decided = {readonly ok: true; readonly outcomes: readonly Outcome[]} | Extract<CommandAnswer, {ok: false}>;

/** Decides each command in turn on the newest state. A request that cannot stand leaves no trace in the batch. */
export async function decideRequest(batch: Batch, request: CommandRequest, commitNow: Instant): Promise<Decided> {
  const draft = emptyDraft(batch.total.nextNumber);
  const outcomes: Outcome[] = [];
  for (const [index, command] of request.commands.entries()) {
    await batch.pace();
    const decided = await decideCommand(batch, draft, request, command, request.pastNow ?? commitNow);
    if ('pointer' in decided) return {ok: false, errors: [{pointer: `/commands/${index}${decided.pointer}`, detail: decided.detail}], ...(decided.stale ? {stale: true} : {})};
    outcomes.push(decided);
  }
  if (request.dryRun !== true) merge(batch.total, draft);
  return {ok: true, outcomes};
}

/** Why a whole request cannot stand. */
interface Unusable {
  readonly pointer: string;
  readonly detail: string;
  readonly stale?: boolean;
}

async function decideCommand(batch: Batch, draft: Draft, request: CommandRequest, command: Command, now: Instant): Promise<Outcome | Unusable> {
  const {id, orderId} = command;
  const {settings} = batch;
  const fingerprint = fingerprintOf(command);
  const before = newest(batch, draft, 'orders', orderId);
  const earlier = newest(batch, draft, 'commands', id);
  // Who may not give such a command is not told whether it is the one that was given: they could guess what it said.
  const isTheirs = may(request.actor.role, command.type);
  if (earlier !== undefined && isTheirs) {
    if (earlier.fingerprint !== fingerprint) return {pointer: '/id', detail: 'was used before for another wish; every command needs an id of its own.'};
    return {id, outcome: earlier.outcome === 'applied' ? 'duplicate' : 'refused', record: earlier, order: before};
  }
  if (request.onVersion !== undefined && before?.version !== request.onVersion) return {pointer: '', detail: 'The order has changed meanwhile.', stale: true};

  const numbering = await numberingFor(batch, draft, command, before);
  const withdrawn = command.type === 'order.undo' ? cancelledEffectKeys(before, command) : [];
  // A letter that somebody is carrying out, or has, cannot be called back: whatever the clock says, the act stands.
  const undoClosed = withdrawn.length > 0 && (await batch.transaction.readGoneEffects(batch.storeId, withdrawn)).size > 0;
  let applied;
  try {
    applied = applyCommand(before, command, {settings, actor: request.actor, now, ...numbering, ...(undoClosed ? {undoClosed} : {})});
  } catch (error) {
    // What no rule foresaw about the data that was sent is the sender's to correct; anything else is ours.
    if (isEngineError(error)) return {pointer: '', detail: error.message};
    throw error;
  }
  const base = {id, orderId, fingerprint, position: 0, at: now};
  if (!applied.ok) {
    const record: CommandRecord = {...base, outcome: 'refused', version: before?.version ?? 0, refusal: applied.refusal};
    if (earlier === undefined) draft.commands.set(id, record);
    return {id, outcome: 'refused', record, order: before};
  }
  const {order, events} = applied;
  const record: CommandRecord = {...base, outcome: 'applied', version: order.version};
  draft.commands.set(id, record);
  draft.orders.set(orderId, order);
  if (command.type === 'order.place') draft.numbers.set(order.number, orderId);
  if (order.number === numbering.nextNumber) draft.nextNumber = Number(order.number) + 1;
  draft.events.push(...events.map((event, place) => toLogged(command, order.version, event, place)));
  draft.effects.push(...effectsOf({before, after: order, events, command, settings}).map((effect) => toNewEffect(effect, now, request.pastNow !== undefined)));
  // What is written down of the past is news to nobody.
  if (request.pastNow === undefined) draft.effects.push(...webhookEffects(batch.endpoints, {before, after: order, events, now}));
  for (const key of withdrawn) draft.withdrawn.add(key);
  if (command.type === 'order.erase') draft.erased.add(orderId);
  if (command.type === 'receipt.submit') draft.files.push(...(request.receiptFiles ?? []).filter((file) => file.hash === command.hash));
  return {id, outcome: 'applied', record, order};
}

/** The next free number of the shop's own series, or whether a wished one is taken. */
async function numberingFor(batch: Batch, draft: Draft, command: Command, before: Order | undefined): Promise<{nextNumber?: string; numberTaken?: boolean}> {
  if (command.type !== 'order.place' || before !== undefined) return {};
  const isTaken = (number: string): boolean => newest(batch, draft, 'numbers', number) !== undefined;
  const wished = command.order.number;
  if (wished !== undefined) return {numberTaken: isTaken(wished)};
  // Whoever brings orders with numbers of their own may have taken very many in a row.
  for (let ahead = 1; ; ahead = Math.min(2 * ahead, MOST_NUMBERS_AHEAD)) {
    await batch.pace();
    const open = Array.from({length: ahead}, (_, index) => String(draft.nextNumber + index)).filter((candidate) => !isTaken(candidate));
    const unknown = open.filter((candidate) => !batch.soughtNumbers.has(candidate));
    const taken = unknown.length === 0 ? undefined : await batch.transaction.readNumbers(batch.storeId, unknown);
    const free = open.find((candidate) => taken?.has(candidate) !== true);
    draft.nextNumber = free === undefined ? draft.nextNumber + ahead : Number(free);
    if (free !== undefined) return {nextNumber: free};
  }
}

function toLogged({id, device, claimedAt, orderId}: Command, version: number, event: OrderEvent, index: number): LoggedEvent {
  return {orderId, version, index, commandId: id, ...(device === undefined ? {} : {deviceId: device.id}), ...(claimedAt === undefined ? {} : {claimedAt}), event};
}

function toNewEffect({key, kind, orderId, template, to, data, holdSeconds}: Effect, now: Instant, isPast: boolean): NewEffect {
  const dueAt = new Date(Date.parse(now) + holdSeconds * 1000).toISOString();
  return {key, kind, orderId, payload: JSON.stringify({template, to, data}), createdAt: now, dueAt, ...(isPast ? {doneAt: now} : {})};
}
