import {type CacheChange, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import type {CacheWriter, OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {type OrderParts, readParts} from '../cache/read-base.ts';
import {newEntry, type WishTime} from '../outbox/add-pending.ts';
import {type ReplayRules, viewOf} from '../outbox/outbox-view.ts';
import {tryCommand} from '../rules/try-command.ts';
import {bodyOf} from './bulk-commands.ts';
import {JobBook} from './job-book.ts';
import type {JobItem} from './job.ts';
import {jobCommandId} from './job-command-id.ts';
import type {JobRecord} from './job-records.ts';
import {refusedHere, withoutOutcome} from './keep-results.ts';

/** Commands of jobs that are in the outbox at most: whatever a clerk does in the meantime waits behind no more than these. */
export const MOST_UNSENT = 200;
/** Orders handed over in one transaction, decided within a slice. */
const PORTION = 50;

/** What one step of handing over did. */
export interface HandedOver {
  readonly change: CacheChange | undefined;
  /** There was something, so there may be more. */
  readonly hasMore: boolean;
  /** More commands may be in the outbox. */
  readonly hasRoom: boolean;
  /** An order of some job waits, be it for room or for being fetched. */
  readonly hasWaiting: boolean;
  /** Orders that wait, but are not on this device. */
  readonly missing: readonly string[];
}

/** Whose turn it is next. */
const byTurn = (left: JobRecord, right: JobRecord): number => left.turn - right.turn || (left.startedAt < right.startedAt ? -1 : 1);

interface Waiting {
  readonly part: number;
  readonly item: JobItem;
}

/** Up to `limit` waiting orders of a job that are not known to be absent. */
async function readWaiting(book: JobBook, job: JobRecord, limit: number, absent: ReadonlySet<string>): Promise<readonly Waiting[]> {
  const found: Waiting[] = [];
  let waitingFrom = job.parts;
  for (let part = job.waitingFrom; part < job.parts && found.length < limit; part += 1) {
    const waiting = (await book.readItems(job.id, part)).filter(({state}) => state === 'waiting');
    if (waiting.length > 0) waitingFrom = Math.min(waitingFrom, part);
    for (const item of waiting) if (found.length < limit && !absent.has(item.orderId)) found.push({part, item});
  }
  book.setWaitingFrom(job.id, waitingFrom);
  return found;
}

/** What the first job in turn that has something hands over next. */
async function findWaiting(tx: CacheWriter, jobs: readonly JobRecord[], limit: number, absent: ReadonlySet<string>): Promise<{readonly job: JobRecord; readonly book: JobBook; readonly waiting: readonly Waiting[]} | undefined> {
  for (const job of jobs.filter(({counts}) => counts.waiting > 0).sort(byTurn)) {
    const book = new JobBook(tx);
    await book.open(job.id);
    const waiting = await readWaiting(book, job, limit, absent);
    if (waiting.length > 0) return {job, book, waiting};
  }
  return undefined;
}

/**
 * Moves the next orders of a job into the outbox: each is decided on the newest view, and its command is there before
 * anything is sent, in one transaction with the job. What the rules refuse now is a result.
 *
 * @param absent orders that are known not to be on this device.
 */
export function handOver(cache: OrderCache, locator: OrderLocator, rulesNow: ReplayRules, time: WishTime, absent: ReadonlySet<string>): Promise<HandedOver> {
  return cache.write(async (tx): Promise<HandedOver> => {
    const before = await requireState(tx);
    const jobs = await tx.readJobs();
    const hasWaiting = jobs.some(({counts}) => counts.waiting > 0);
    const room = MOST_UNSENT - jobs.reduce((sum, {counts}) => sum + counts.unsent, 0);
    const found = room > 0 ? await findWaiting(tx, jobs, Math.min(PORTION, room), absent) : undefined;
    if (found === undefined) return {change: undefined, hasMore: false, hasRoom: room > 0, hasWaiting, missing: []};
    const {job, book, waiting} = found;
    const rules = {...rulesNow, settings: (await tx.readNote('settings')) ?? rulesNow.settings};
    const parts = await readParts(tx, before, locator, waiting.map(({item}) => item.orderId));
    const step = new Step(book, job, rules, {deviceId: before.deviceId, place: before.lastPlace, time});
    for (const {part, item} of waiting) await step.take(part, item, parts.get(item.orderId));
    if (step.missing.length === waiting.length) return {change: undefined, hasMore: true, hasRoom: true, hasWaiting, missing: step.missing};
    const state = {...before, revision: before.revision + 1, lastPlace: step.place};
    await tx.writeEntries(step.entries);
    await book.save({turn: state.revision});
    await tx.writeState(state);
    return {change: {revision: state.revision, parts: step.touched, outboxChanged: step.entries.length > 0, jobsChanged: true}, hasMore: true, hasRoom: true, hasWaiting, missing: step.missing};
  });
}

/** Decides the orders of one portion. */
class Step {
  readonly entries: EntryRecord[] = [];
  readonly touched = new Map<string, OrderParts>();
  readonly missing: string[] = [];
  place: number;
  readonly #book: JobBook;
  readonly #job: JobRecord;
  readonly #rules: ReplayRules;
  readonly #deviceId: string;
  readonly #time: WishTime;

  constructor(book: JobBook, job: JobRecord, rules: ReplayRules, {deviceId, place, time}: {deviceId: string; place: number; time: WishTime}) {
    this.#book = book;
    this.#job = job;
    this.#rules = rules;
    this.#deviceId = deviceId;
    this.#time = time;
    this.place = place;
  }

  async take(part: number, item: JobItem, parts: OrderParts | undefined): Promise<void> {
    const {orderId, attempt} = item;
    const view = parts === undefined ? undefined : viewOf(parts, this.#rules);
    if (parts === undefined || view === undefined) {
      this.missing.push(orderId);
      return;
    }
    const {id: jobId, action} = this.#job;
    const wish = {commandId: jobCommandId(jobId, orderId, attempt), orderId, body: bodyOf(action), ...this.#time};
    const wished = newEntry(wish, parts, {deviceId: this.#deviceId, place: this.place + 1});
    const answer = tryCommand(view, wished.command, {...this.#rules, now: this.#time.now});
    const place = {jobId, part, orderId};
    if (answer?.ok === false) {
      await this.#book.change(place, (known) => refusedHere(known, answer.refusal));
      return;
    }
    this.place += 1;
    // What cannot be decided here is the backend's to decide.
    const entry: EntryRecord = {...wished, orderNumber: view.number, jobId, jobPart: part};
    this.entries.push(entry);
    this.touched.set(orderId, {base: parts.base, entries: [...parts.entries, entry]});
    await this.#book.change(place, (known) => ({...withoutOutcome(known), state: 'unsent'}));
  }
}
