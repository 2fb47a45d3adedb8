import type {Replica} from '../engine/replica.ts';
import type {OrderBackend} from '../ports/order-backend.ts';
import {DEFAULT_SORT} from '../query/order-query.ts';
import {resolveSelection} from '../query/result-selection.ts';
import type {Instant} from '../shared/instant.ts';
import {cancelRest, forgetJob, retryFailed} from './change-job.ts';
import {toJob} from './count-items.ts';
import type {Job, JobAction, JobCancelled, JobPage} from './job.ts';
import {checkJobId} from './job-command-id.ts';
import type {JobPlan} from './job-plan.ts';
import type {JobTarget, OrderJobs} from './order-jobs.ts';
import {preflight, type PreflightOptions} from './preflight.ts';
import {type JobPageWanted, listJobs, readJob} from './read-job.ts';
import {startJob} from './start-job.ts';

/** What jobs need of the engine. */
export interface DeviceJobsParts {
  readonly backend: OrderBackend;
  /** The backend's time as this device knows it. */
  now(): Instant;
  newId(): string;
  requireReplica(): Promise<Replica>;
}

/** Jobs of one device: planning, writing down and reading. Handing over is the runner's (run-jobs.ts). */
export class DeviceJobs implements OrderJobs {
  readonly #parts: DeviceJobsParts;

  constructor(parts: DeviceJobsParts) {
    this.#parts = parts;
  }

  async preflight(action: JobAction, target: JobTarget, options: PreflightOptions & {jobId?: string} = {}): Promise<JobPlan> {
    const {backend} = this.#parts;
    const now = this.#parts.now();
    const {jobId = this.#parts.newId(), ...rest} = options;
    checkJobId(jobId);
    const replica = await this.#parts.requireReplica();
    options.signal?.throwIfAborted();
    if (!('query' in target)) return preflight({replica, backend, now}, jobId, action, target, rest);
    const {index} = replica.views;
    const source = {query: (wanted: Parameters<typeof index.query>[0]) => ({rows: index.query(wanted, replica.settings.timeZone)}), idOf: (handle: number) => index.idOf(handle)};
    const {orderIds, promised} = resolveSelection(target, source, {...DEFAULT_SORT, descending: false});
    return {...(await preflight({replica, backend, now}, jobId, action, orderIds, rest)), promised};
  }

  async start(plan: JobPlan, {exclude = []}: {exclude?: Iterable<string>} = {}): Promise<Job> {
    checkJobId(plan.jobId);
    const replica = await this.#parts.requireReplica();
    const {job} = await replica.changeJobs(() => startJob(replica.cache, plan, new Set(exclude), {name: replica.actor.name, now: this.#parts.now()}));
    return toJob(job);
  }

  async list(): Promise<readonly Job[]> {
    const replica = await this.#parts.requireReplica();
    return replica.read(listJobs);
  }

  async read(jobId: string, page: JobPageWanted = {}): Promise<JobPage | undefined> {
    const replica = await this.#parts.requireReplica();
    return replica.read((tx) => readJob(tx, jobId, page));
  }

  async cancelRest(jobId: string): Promise<JobCancelled> {
    const replica = await this.#parts.requireReplica();
    const {cancelled} = await replica.changeJobs(() => cancelRest(replica.cache, replica.locator, jobId, this.#parts.now()));
    return cancelled;
  }

  async retryFailed(jobId: string, {alsoSkipped = false}: {alsoSkipped?: boolean} = {}): Promise<number> {
    const replica = await this.#parts.requireReplica();
    const {count} = await replica.changeJobs(() => retryFailed(replica.cache, jobId, alsoSkipped));
    return count;
  }

  async forget(jobId: string): Promise<void> {
    const replica = await this.#parts.requireReplica();
    await replica.changeJobs(async () => ({change: await forgetJob(replica.cache, jobId)}));
  }
}
