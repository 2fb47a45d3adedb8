import {applyCommand, effectsOf, isEngineError, type Command, type CommandResult, type Instant, type LoggedEvent, type Order, type Settings} from '@packline/core';
import type {NewEffect} from '../storage/effect-storage.ts';
import type {CommandRecord, OrderTransaction, ReceiptFile} from '../storage/order-storage.ts';
import type {CommandAnswer, CommandRequest} from './command-request.ts';
import {fingerprintOf} from './fingerprint.ts';

/** A record whose position is not known before the batch is written. */
interface Decided {
  readonly record: CommandRecord;
  readonly order: Order | undefined;
}

/** What one request changes; merged into the batch only when the whole request stands. */
interface Draft {
  readonly orders: Map<string, Order>;
  readonly numbers: Map<string, string>;
  readonly commands: Map<string, Decided>;
  readonly events: LoggedEvent[];
  readonly effects: NewEffect[];
  readonly files: ReceiptFile[];
  nextNumber: number;
}

/** Answers wait for the positions. */
type Pending = {readonly ok: false; readonly answer: CommandAnswer} | {readonly ok: true; readonly request: CommandRequest; readonly outcomes: readonly Outcome[]};

interface Outcome {
  readonly id: string;
  readonly outcome: CommandResult['outcome'];
  readonly record: CommandRecord;
  readonly order: Order | undefined;
}

/**
 * Decides several callers' requests in one transaction: read everything they touch once, decide each command in turn on
 * the newest state, write once, take feed positions last. A request that cannot stand leaves no trace in the batch.
 */
export async function decideBatch(transaction: OrderTransaction, storeId: string, requests: readonly CommandRequest[], now: Instant): Promise<{answers: readonly CommandAnswer[]; positions: ReadonlyMap<string, number>}> {
  const batch = await readBatch(transaction, storeId, requests);
  const pending: Pending[] = [];
  for (const request of requests) pending.push(await decideRequest(batch, request, now));
  const positions = await writeBatch(batch, now);
  return {answers: pending.map((each) => toAnswer(each, positions)), positions};
}

interface Batch {
  readonly transaction: OrderTransaction;
  readonly storeId: string;
  readonly settings: Settings;
  readonly known: ReadonlyMap<string, CommandRecord>;
  readonly stored: ReadonlyMap<string, Order>;
  readonly takenNumbers: ReadonlyMap<string, string>;
  readonly firstNumber: number;
  /** Everything decided so far. */
  readonly total: Draft;
}

async function readBatch(transaction: OrderTransaction, storeId: string, requests: readonly CommandRequest[]): Promise<Batch> {
  const commands = requests.flatMap((request) => request.commands);
  const ids = [...new Set(commands.map((command) => command.id))];
  const orderIds = [...new Set(commands.map((command) => command.orderId))];
  const numbers = [...new Set(commands.flatMap((command) => (command.type === 'order.place' && command.order.number !== undefined ? [command.order.number] : [])))];
  const settings = await transaction.readSettings(storeId);
  const known = await transaction.readCommands(storeId, ids);
  const stored = await transaction.readOrders(storeId, orderIds);
  const takenNumbers = await transaction.readNumbers(storeId, numbers);
  const needsNumber = commands.some((command) => command.type === 'order.place' && command.order.number === undefined);
  const firstNumber = needsNumber ? await transaction.readNextNumber(storeId) : 0;
  return {transaction, storeId, settings, known, stored, takenNumbers, firstNumber, total: emptyDraft(firstNumber)};
}

function emptyDraft(nextNumber: number): Draft {
  return {orders: new Map(), numbers: new Map(), commands: new Map(), events: [], effects: [], files: [], nextNumber};
}

async function decideRequest(batch: Batch, request: CommandRequest, commitNow: Instant): Promise<Pending> {
  const draft = emptyDraft(batch.total.nextNumber);
  const outcomes: Outcome[] = [];
  for (const [index, command] of request.commands.entries()) {
    const fingerprint = fingerprintOf(command);
    const before = draft.orders.get(command.orderId) ?? batch.total.orders.get(command.orderId) ?? batch.stored.get(command.orderId);
    const earlier = draft.commands.get(command.id)?.record ?? batch.total.commands.get(command.id)?.record ?? batch.known.get(command.id);
    if (earlier !== undefined) {
      if (earlier.fingerprint !== fingerprint) return unusable(`/commands/${index}/id`, 'was used before for another wish; every command needs an id of its own.');
      outcomes.push({id: command.id, outcome: earlier.outcome === 'applied' ? 'duplicate' : 'refused', record: earlier, order: before});
      continue;
    }
    const now = request.pastNow ?? commitNow;
    const numbering = await numberingFor(batch, draft, command, before);
    let applied;
    try {
      applied = applyCommand(before, command, {settings: batch.settings, actor: request.actor, now, ...numbering});
    } catch (error) {
      // What no rule foresaw about the data that was sent is the sender's to correct; anything else is ours.
      if (isEngineError(error)) return unusable(`/commands/${index}`, error.message);
      throw error;
    }
    const base = {id: command.id, orderId: command.orderId, fingerprint, position: 0, at: now};
    if (!applied.ok) {
      const record: CommandRecord = {...base, outcome: 'refused', version: before?.version ?? 0, refusal: applied.refusal};
      draft.commands.set(command.id, {record, order: before});
      outcomes.push({id: command.id, outcome: 'refused', record, order: before});
      continue;
    }
    const {order, events} = applied;
    const record: CommandRecord = {...base, outcome: 'applied', version: order.version};
    draft.orders.set(order.id, order);
    draft.commands.set(command.id, {record, order});
    if (command.type === 'order.place') {
      draft.numbers.set(order.number, order.id);
      if (order.number === numbering.nextNumber) draft.nextNumber = Number(order.number) + 1;
    }
    for (const [place, event] of events.entries()) {
      draft.events.push({
        orderId: order.id,
        version: order.version,
        index: place,
        commandId: command.id,
        ...(command.device === undefined ? {} : {deviceId: command.device.id}),
        ...(command.claimedAt === undefined ? {} : {claimedAt: command.claimedAt}),
        event,
      });
    }
    for (const effect of effectsOf({before, after: order, events, command, settings: batch.settings})) {
      const {key, kind, orderId, template, to, data, holdSeconds} = effect;
      draft.effects.push({
        key,
        kind,
        orderId,
        payload: JSON.stringify({template, to, data}),
        createdAt: now,
        dueAt: new Date(Date.parse(now) + holdSeconds * 1000).toISOString(),
        ...(request.pastNow === undefined ? {} : {doneAt: now}),
      });
    }
    if (command.type === 'receipt.submit') draft.files.push(...(request.receiptFiles ?? []).filter((file) => file.hash === command.hash));
    outcomes.push({id: command.id, outcome: 'applied', record, order});
  }
  if (request.dryRun !== true) merge(batch.total, draft);
  return {ok: true, request, outcomes};
}

function unusable(pointer: string, detail: string): Pending {
  return {ok: false, answer: {ok: false, errors: [{pointer, detail}]}};
}

/** The next free number of the shop's own series, and whether a wished one is taken. */
async function numberingFor(batch: Batch, draft: Draft, command: Command, before: Order | undefined): Promise<{nextNumber?: string; numberTaken?: boolean}> {
  if (command.type !== 'order.place' || before !== undefined) return {};
  const holder = (number: string): string | undefined => draft.numbers.get(number) ?? batch.total.numbers.get(number) ?? batch.takenNumbers.get(number);
  const wished = command.order.number;
  if (wished !== undefined) return holder(wished) === undefined ? {} : {numberTaken: true};
  for (;;) {
    const candidate = String(draft.nextNumber);
    const isFree = holder(candidate) === undefined && (await batch.transaction.readNumbers(batch.storeId, [candidate])).size === 0;
    if (isFree) return {nextNumber: candidate};
    draft.nextNumber += 1;
  }
}

function merge(total: Draft, draft: Draft): void {
  for (const [id, order] of draft.orders) {
    // Set anew, so that an order stands where its last change was.
    total.orders.delete(id);
    total.orders.set(id, order);
  }
  for (const [number, id] of draft.numbers) total.numbers.set(number, id);
  for (const [id, decided] of draft.commands) total.commands.set(id, decided);
  total.events.push(...draft.events);
  total.effects.push(...draft.effects);
  total.files.push(...draft.files);
  total.nextNumber = draft.nextNumber;
}

/** Writes what was decided; the feed's counter, which all writers share, is touched last. */
async function writeBatch({transaction, storeId, total, firstNumber}: Batch, now: Instant): Promise<ReadonlyMap<string, number>> {
  const positions = new Map<string, number>();
  if (total.commands.size === 0) return positions;
  await transaction.writeEvents(storeId, total.events);
  await transaction.writeReceiptFiles(storeId, total.files, now);
  await transaction.writeEffects(storeId, total.effects);
  if (total.nextNumber !== firstNumber) await transaction.writeNextNumber(storeId, total.nextNumber);
  const orders = [...total.orders.values()];
  if (orders.length > 0) {
    const first = await transaction.takePositions(storeId, orders.length);
    for (const [index, order] of orders.entries()) positions.set(order.id, first + index);
    await transaction.writeOrders(storeId, orders.map((order, index) => ({order, position: first + index})));
  }
  const records = [...total.commands.values()].map(({record}) => withPosition(record, positions));
  await transaction.writeCommands(storeId, records);
  return positions;
}

function withPosition(record: CommandRecord, positions: ReadonlyMap<string, number>): CommandRecord {
  return record.outcome === 'applied' && record.position === 0 ? {...record, position: positions.get(record.orderId) ?? 0} : record;
}

function toAnswer(pending: Pending, positions: ReadonlyMap<string, number>): CommandAnswer {
  if (!pending.ok) return pending.answer;
  const {request, outcomes} = pending;
  return {
    ok: true,
    results: outcomes.map(({id, outcome, record, order}): CommandResult => {
      const {refusal, version, position} = request.dryRun === true ? record : withPosition(record, positions);
      const withOrder = order !== undefined && (outcome === 'refused' || request.returnOrders === true);
      return {id, outcome, version, position, ...(refusal === undefined ? {} : {refusal}), ...(withOrder ? {order} : {})};
    }),
  };
}
