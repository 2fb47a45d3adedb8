import type {EntryRecord} from '../cache/cache-records.ts';
import type {CacheWriter} from '../cache/order-cache.ts';
import type {Problem} from '../ports/backend-error.ts';
import type {CommandResult} from '../ports/order-backend.ts';
import type {Refusal} from '../shared/refusal.ts';
import {JobBook} from './job-book.ts';
import type {JobItem} from './job.ts';

/** What became of an entry: an answer of the backend, or its words on a command that it could not read. */
export interface EntryOutcome {
  readonly entry: EntryRecord;
  readonly result: Pick<CommandResult, 'outcome' | 'version' | 'refusal'> | Problem;
}

/** An item that says nothing yet about this attempt. */
export function withoutOutcome({version: _version, refusal: _refusal, problem: _problem, refusedBy: _by, offered: _offered, ...item}: JobItem): JobItem {
  return item;
}

/** The item after a no of the device's own rules: the command was never asked, so its id is still good. */
export function refusedHere(item: JobItem, refusal: Refusal): JobItem {
  return {...withoutOutcome(item), state: 'refused', refusal, refusedBy: 'device'};
}

function answered(item: JobItem, {result}: EntryOutcome): JobItem {
  const rest = withoutOutcome(item);
  if (!('outcome' in result)) return {...rest, state: 'refused', problem: result, refusedBy: 'server'};
  if (result.outcome !== 'refused') return {...rest, state: 'done', version: result.version};
  return {...rest, state: 'refused', refusedBy: 'server', ...(result.refusal === undefined ? {} : {refusal: result.refusal})};
}

/**
 * Writes what became of jobs' entries into their jobs, in the transaction that changes the entries: a result is never
 * lost and never there twice.
 * @returns the ids of entries whose result a job has now. One whose job was forgotten is not among them.
 */
export async function keepResults(tx: CacheWriter, outcomes: readonly EntryOutcome[]): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const ofJobs = outcomes.filter(({entry}) => entry.jobId !== undefined);
  if (ofJobs.length === 0) return kept;
  const book = new JobBook(tx);
  for (const outcome of ofJobs) {
    const {jobId = '', jobPart: part = 0, orderId} = outcome.entry;
    if (await book.change({jobId, part, orderId}, (item) => answered(item, outcome))) kept.add(outcome.entry.id);
  }
  await book.save();
  return kept;
}

/** Notes that entries are given to the backend now; from here on nobody can say that they were not carried out. */
export async function keepOffered(tx: CacheWriter, entries: readonly EntryRecord[]): Promise<boolean> {
  const book = new JobBook(tx);
  for (const {jobId = '', jobPart: part = 0, orderId} of entries) {
    await book.change({jobId, part, orderId}, (item) => (item.state === 'unsent' ? {...item, offered: true} : undefined));
  }
  return book.save();
}
