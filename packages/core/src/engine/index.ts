/**
 * Orders on this device: cache, outbox and sync joined over the rules of `@packline/core`.
 *
 * @packageDocumentation
 */
export {createOrderEngine} from './create-order-engine.ts';
export {shareOrderEngine, type SharedEngine} from './share-order-engine.ts';
export type {OrderEngineOptions} from './engine-options.ts';
export type {
  DispatchAnswer,
  EngineChange,
  EngineQueryOptions,
  EngineStatus,
  MissingPlatform,
  OrderEngine,
  QueryAnswer,
  UndoAnswer,
} from './order-engine.ts';
export type {OrderTimeline} from './read-timeline.ts';
export type {DiagnosticBundle, OutboxCount} from './diagnostics.ts';
export type {LoggedProblem} from './problem-log.ts';
export type {OutboxInspector, OutboxItem} from './outbox-inspector.ts';
export {MalformedCommandError} from './read-command.ts';
export type {WorkingSet} from './working-set.ts';
export type {OutboxEntry} from '../outbox/outbox-entry.ts';
export type {OrderJobs, JobTarget} from '../jobs/order-jobs.ts';
export type {Job, JobAction, JobCancelled, JobCounts, JobItem, JobItemState, JobPage} from '../jobs/job.ts';
export type {JobPlan, PlanGroup, PlannedOrder} from '../jobs/job-plan.ts';
export type {JobPageWanted} from '../jobs/read-job.ts';
export type {PreflightOptions} from '../jobs/preflight.ts';
export {BULK_COMMAND_TYPES, bodyOf, type BulkBody, type BulkCommandType} from '../jobs/bulk-commands.ts';
export {jobCommandId} from '../jobs/job-command-id.ts';
export {currentPlatform, type Channel, type Platform} from './platform.ts';
export type {IndexedDbSource} from '../cache/database.ts';
export {createIdSource} from './id-source.ts';
export {SYSTEM_CLOCK} from './system-clock.ts';
