import {REFUSAL_CODES, type RefusalCode} from '../shared/refusal-codes.ts';
import type {Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';
import type {JobAction} from './job.ts';

/** What a job would do to one order. */
export interface PlannedOrder {
  readonly orderId: string;
  readonly orderNumber: string;
  /** Units that would be sent; 0 where nothing travels by the action. */
  readonly units: number;
  /** Units that would stay behind. */
  readonly left: number;
  /** Why nothing would happen. */
  readonly refusal?: Refusal;
}

/**
 * Orders of a plan that would fare alike.
 *
 * whole: done completely · part: sent, but some units stay behind · blocked: not done, because of `code`.
 */
export interface PlanGroup {
  readonly outcome: 'whole' | 'part' | 'blocked';
  /** Present when blocked. The params of each order are in its own refusal. */
  readonly code?: RefusalCode;
  /** In the order of the target. */
  readonly orders: readonly PlannedOrder[];
  /** Sums over the orders. */
  readonly units: number;
  readonly left: number;
}

/** What a job would do, said in advance: with no change in between, it does exactly this. */
export interface JobPlan {
  readonly jobId: string;
  readonly action: JobAction;
  readonly madeAt: Instant;
  /** Every order once, in the order of the target. */
  readonly orders: readonly PlannedOrder[];
  /** How many orders a selection of all results was when it was chosen; `orders` are those that match now. */
  readonly promised?: number;
  /** `whole` first, then `part`, then a group for each reason, in the order of the list of refusal codes. Empty ones are left out. */
  readonly groups: readonly PlanGroup[];
}

function groupOf(outcome: PlanGroup['outcome'], orders: readonly PlannedOrder[], code?: RefusalCode): PlanGroup {
  const units = orders.reduce((sum, order) => sum + order.units, 0);
  const left = orders.reduce((sum, order) => sum + order.left, 0);
  return {outcome, ...(code === undefined ? {} : {code}), orders, units, left};
}

/** Puts planned orders into groups; the same orders always give the same groups. */
export function groupOrders(orders: readonly PlannedOrder[]): readonly PlanGroup[] {
  const whole: PlannedOrder[] = [];
  const part: PlannedOrder[] = [];
  const blocked = new Map<RefusalCode, PlannedOrder[]>();
  for (const order of orders) {
    const code = order.refusal?.code;
    if (code === undefined) (order.left > 0 ? part : whole).push(order);
    else {
      const alike = blocked.get(code);
      if (alike === undefined) blocked.set(code, [order]);
      else alike.push(order);
    }
  }
  const reasons = [...blocked].sort(([left], [right]) => REFUSAL_CODES.indexOf(left) - REFUSAL_CODES.indexOf(right));
  return [groupOf('whole', whole), groupOf('part', part), ...reasons.map(([code, refused]) => groupOf('blocked', refused, code))].filter((group) => group.orders.length > 0);
}
