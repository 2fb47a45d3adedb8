import type {CacheWriter} from '../cache/order-cache.ts';
import type {JobCounts, JobItem} from './job.ts';
import type {JobPartRecord, JobRecord} from './job-records.ts';

interface OpenPart {
  readonly record: JobPartRecord;
  readonly items: JobItem[];
  changed: boolean;
}

interface OpenJob {
  readonly record: JobRecord;
  readonly counts: Record<keyof JobCounts, number>;
  readonly parts: Map<number, OpenPart>;
  waitingFrom: number;
  changed: boolean;
}

/** Where an outbox entry's result belongs. */
export interface JobPlace {
  readonly jobId: string;
  readonly part: number;
  readonly orderId: string;
}

/** The items of jobs that one transaction changes: counts follow by themselves, and all is written at its end. */
export class JobBook {
  readonly #tx: CacheWriter;
  readonly #jobs = new Map<string, OpenJob>();

  constructor(tx: CacheWriter) {
    this.#tx = tx;
  }

  /** Takes up a job; undefined when there is none (it was forgotten). */
  async open(jobId: string): Promise<JobRecord | undefined> {
    const known = this.#jobs.get(jobId);
    if (known !== undefined) return known.record;
    const record = await this.#tx.readJob(jobId);
    if (record === undefined) return undefined;
    this.#jobs.set(jobId, {record, counts: {...record.counts}, parts: new Map(), waitingFrom: record.waitingFrom, changed: false});
    return record;
  }

  /** The items of one part of a job that is open. */
  async readItems(jobId: string, part: number): Promise<readonly JobItem[]> {
    return (await this.#part(jobId, part))?.items ?? [];
  }

  /**
   * Changes the item of an order. The answer of `change` replaces it; undefined leaves it.
   * @returns false when there is no such item, since its job was forgotten.
   */
  async change({jobId, part, orderId}: JobPlace, change: (item: JobItem) => JobItem | undefined): Promise<boolean> {
    if ((await this.open(jobId)) === undefined) return false;
    const open = await this.#part(jobId, part);
    const index = open?.items.findIndex((item) => item.orderId === orderId) ?? -1;
    if (open === undefined || index < 0) return false;
    this.#replace(jobId, open, index, change);
    return true;
  }

  /** Changes every item of a part. */
  async changeAll(jobId: string, part: number, change: (item: JobItem) => JobItem | undefined): Promise<void> {
    const open = await this.#part(jobId, part);
    if (open === undefined) return;
    for (let index = 0; index < open.items.length; index += 1) this.#replace(jobId, open, index, change);
  }

  /** From now on no part before this one has a waiting order. */
  setWaitingFrom(jobId: string, part: number): void {
    const job = this.#jobs.get(jobId);
    if (job === undefined || job.waitingFrom === part) return;
    job.waitingFrom = part;
    job.changed = true;
  }

  /** Writes what changed. @returns whether anything did. */
  async save(also: Partial<Pick<JobRecord, 'turn' | 'cancelledAt'>> = {}): Promise<boolean> {
    let changed = false;
    for (const job of this.#jobs.values()) {
      const parts = [...job.parts.values()].filter((part) => part.changed);
      if (parts.length === 0 && !job.changed && Object.keys(also).length === 0) continue;
      changed = true;
      // One by one: between two requests the page is free.
      for (const {record, items} of parts) await this.#tx.writeJobParts([{...record, items}]);
      await this.#tx.writeJob({...job.record, ...also, counts: job.counts, waitingFrom: job.waitingFrom});
    }
    return changed;
  }

  async #part(jobId: string, part: number): Promise<OpenPart | undefined> {
    const job = this.#jobs.get(jobId);
    const known = job?.parts.get(part);
    if (job === undefined || known !== undefined) return known;
    const record = await this.#tx.readJobPart(jobId, part);
    if (record === undefined) return undefined;
    const open: OpenPart = {record, items: [...record.items], changed: false};
    job.parts.set(part, open);
    return open;
  }

  #replace(jobId: string, open: OpenPart, index: number, change: (item: JobItem) => JobItem | undefined): void {
    const job = this.#jobs.get(jobId);
    const before = open.items[index];
    const after = before === undefined ? undefined : change(before);
    if (job === undefined || before === undefined || after === undefined) return;
    open.items[index] = after;
    open.changed = true;
    job.counts[before.state] -= 1;
    job.counts[after.state] += 1;
    if (after.state === 'waiting') job.waitingFrom = Math.min(job.waitingFrom, open.record.part);
  }
}
