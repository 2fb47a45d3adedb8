import type {ResultSelection} from '../query/result-selection.ts';
import type {Job, JobAction, JobCancelled, JobPage} from './job.ts';
import type {JobPlan} from './job-plan.ts';
import type {PreflightOptions} from './preflight.ts';
import type {JobPageWanted} from './read-job.ts';

/** Which orders a job is about: ids in the order they are to be done, or every result of a query, oldest order first. */
export type JobTarget = readonly string[] | ResultSelection;

/**
 * Bulk jobs: one body given to many orders, one command an order. A job is written down before anything is sent, and
 * goes on after a closed tab, a crash or a restart of the device, in whichever tab leads. The command of each order has
 * an id that follows from job and order, so nothing is ever done twice. Jobs belong to who started them.
 *
 * `EngineChange.jobsChanged` says when to read them again.
 *
 * @example
 * const plan = await engine.jobs.preflight({kind: 'dispatch', mode: 'all_items', remark: 'By courier, before noon'}, orderIds);
 * const {id} = await engine.jobs.start(plan);
 * await engine.settled();
 * const {job, items} = (await engine.jobs.read(id, {states: ['refused']})) ?? {};
 */
export interface OrderJobs {
  /**
   * Says what a job would do, order by order, and changes nothing. What it says is what happens, unless something
   * changes in between. Orders that are not on this device are asked from the backend.
   * @param options.jobId a name for the job instead of a new id: the same name gives the same commands, so that a
   * script may simply be run again. 1 to 48 letters, digits, `.`, `_` or `-`.
   * @throws EngineError `job/not-in-bulk`, `job/bad-id`, `engine/nobody-signed-in`; BackendError when orders that are
   * not on this device cannot be asked for.
   */
  preflight(action: JobAction, target: JobTarget, options?: PreflightOptions & {jobId?: string}): Promise<JobPlan>;
  /**
   * Writes the job down and lets it run. The same plan started twice is one job.
   * @param options.exclude ids of orders to leave out.
   * @throws EngineError `cache/full`; then nothing was begun.
   */
  start(plan: JobPlan, options?: {exclude?: Iterable<string>}): Promise<Job>;
  /** Newest first, until they are forgotten. */
  list(): Promise<readonly Job[]>;
  /** A job with a page of its results, in the order of the plan; undefined when there is no such job. */
  read(jobId: string, page?: JobPageWanted): Promise<JobPage | undefined>;
  /**
   * Orders that were not asked yet will not be. What was given to the backend stays and is told apart.
   * @throws EngineError `job/not-found`.
   */
  cancelRest(jobId: string): Promise<JobCancelled>;
  /**
   * Tries again what was refused, and only that; with `alsoSkipped` also what the preflight said no to.
   * @returns how many orders wait again.
   * @throws EngineError `job/not-found`.
   */
  retryFailed(jobId: string, options?: {alsoSkipped?: boolean}): Promise<number>;
  /**
   * Lets go of a finished job and its results.
   * @throws EngineError `job/not-finished` while something of it waits or is not answered.
   */
  forget(jobId: string): Promise<void>;
}
