import type {Replica} from '../engine/replica.ts';
import {Pace} from '../engine/pace.ts';
import type {Command} from '../order/command.ts';
import type {Order} from '../order/order.ts';
import {viewOf} from '../outbox/outbox-view.ts';
import {isBackendError} from '../ports/backend-error.ts';
import type {OrderBackend} from '../ports/order-backend.ts';
import {tryCommand} from '../rules/try-command.ts';
import type {Instant} from '../shared/instant.ts';
import {bodyOf} from './bulk-commands.ts';
import type {JobAction} from './job.ts';
import {jobCommandId} from './job-command-id.ts';
import {groupOrders, type JobPlan, type PlannedOrder} from './job-plan.ts';
import {blockedOrder, sentOrder} from './planned-outcome.ts';

/** Orders read from the device at once. */
const PIECE = 32;
/** Orders asked from the backend at once, one request each, where it knows no trials. */
const SIDE_BY_SIDE = 6;

/** What a preflight needs. */
export interface PreflightParts {
  readonly replica: Replica;
  readonly backend: OrderBackend;
  readonly now: Instant;
}

/** How a preflight is made. */
export interface PreflightOptions {
  /** Gives up; the promise rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Hears how many orders were looked at. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Says what a job would do to each of these orders. Those on the device are decided here by the rules that will decide
 * later, on the view with everything unsent; the others, and what this version cannot decide, are tried on the backend,
 * where nothing is written.
 */
export async function preflight({replica, backend, now}: PreflightParts, jobId: string, action: JobAction, target: readonly string[], {signal, onProgress}: PreflightOptions): Promise<JobPlan> {
  const orderIds = [...new Set(target)];
  const body = bodyOf(action);
  const commandOf = (orderId: string): Command => ({...body, id: jobCommandId(jobId, orderId, 1), schemaVersion: 1, orderId});
  const planned = new Map<string, PlannedOrder>();
  const pace = new Pace();
  const decide = (before: Order): boolean => {
    const {rules} = replica;
    const answer = tryCommand(before, commandOf(before.id), {...rules, now});
    if (answer === undefined) return false;
    planned.set(before.id, answer.ok ? sentOrder(body.type, before, answer.order) : blockedOrder(before.id, before.number, answer.refusal));
    return true;
  };
  const missing: string[] = [];
  for (let from = 0; from < orderIds.length; from += PIECE) {
    const piece = orderIds.slice(from, from + PIECE);
    const parts = await replica.lane.run(() => replica.readPartsNow(piece));
    signal?.throwIfAborted();
    for (const orderId of piece) {
      const part = parts.get(orderId);
      const view = part === undefined ? undefined : viewOf(part, replica.rules);
      if (view === undefined || !decide(view)) missing.push(orderId);
      await pace.breathe();
    }
    onProgress?.(planned.size, orderIds.length);
  }
  const told = (): void => onProgress?.(planned.size, orderIds.length);
  if (replica.session?.capabilities.includes('dry-run') === true) await tryOnBackend(missing.map(commandOf));
  else await readFromBackend(missing);
  const orders = orderIds.flatMap((orderId) => planned.get(orderId) ?? []);
  return {jobId, action, madeAt: now, orders, groups: groupOrders(orders)};

  async function tryOnBackend(commands: readonly Command[]): Promise<void> {
    const limit = Math.max(1, replica.session?.limits.commandsPerBatch ?? 1);
    for (let from = 0; from < commands.length; from += limit) {
      const batch = commands.slice(from, from + limit);
      const results = await backend.pushCommands(batch, {dryRun: true, return: 'order', ...(signal === undefined ? {} : {signal})});
      signal?.throwIfAborted();
      for (const [index, {orderId}] of batch.entries()) {
        const {outcome, refusal, order} = results[index] ?? {};
        // What was carried out before is carried out once more without effect: it is done, and nothing leaves by it.
        if (outcome === 'applied' && order !== undefined) planned.set(orderId, sentOrder(body.type, undefined, order));
        else if (outcome === 'refused' && refusal !== undefined) planned.set(orderId, blockedOrder(orderId, order?.number ?? '', refusal));
        else planned.set(orderId, {orderId, orderNumber: order?.number ?? '', units: 0, left: 0});
        await pace.breathe();
      }
      told();
    }
  }

  async function readFromBackend(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += SIDE_BY_SIDE) {
      await Promise.all(ids.slice(from, from + SIDE_BY_SIDE).map(async (orderId) => {
        const order = await readIfThere(backend, orderId, signal);
        if (order === undefined) planned.set(orderId, blockedOrder(orderId, '', {code: 'order/not-found', params: {}}));
        // Only the backend can say what becomes of it, and it knows no trials.
        else if (!decide(order)) planned.set(orderId, {orderId, orderNumber: order.number, units: 0, left: 0});
      }));
      signal?.throwIfAborted();
      told();
    }
  }
}

/** An order from the backend; undefined when it has none of that id. */
export async function readIfThere(backend: OrderBackend, orderId: string, signal: AbortSignal | undefined): Promise<Order | undefined> {
  try {
    return await backend.readOrder(orderId, signal === undefined ? {} : {signal});
  } catch (error) {
    if (isBackendError(error) && error.code === 'backend/not-found') return undefined;
    throw error;
  }
}
