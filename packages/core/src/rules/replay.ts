import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {Order} from '../order/order.ts';
import {appliedSeq} from './applied-seq.ts';
import {tryCommand} from './try-command.ts';

/** What a device shows: base ⊕ replay(pending). */
export interface Replayed {
  readonly order: Order | undefined;
  /** Ids of the commands that are in the picture. */
  readonly shown: readonly string[];
  /** Commands the newest base no longer allows, or that this version cannot decide; the server will say so itself. */
  readonly notShown: readonly string[];
}

/**
 * Replays a device's unsent commands, oldest first, over the server's last known order. What the base already
 * contains (`applied` of the command's device at or above its sequence number) is passed over, so that a reply that
 * was lost can never pack a unit twice.
 */
export function replay(base: Order | undefined, pending: readonly Command[], contextOf: (command: Command) => DecisionContext): Replayed {
  let order = base;
  const shown: string[] = [];
  const notShown: string[] = [];
  for (const command of pending) {
    const {device} = command;
    if (device !== undefined && device.seq <= appliedSeq(base, device.id)) continue;
    const answer = tryCommand(order, command, contextOf(command));
    if (answer?.ok === true) {
      order = answer.order;
      shown.push(command.id);
    } else notShown.push(command.id);
  }
  return {order, shown, notShown};
}
