import {orderAt, replay, type Command, type DecisionContext, type LoggedEvent, type Order, type Settings} from '@packline/core';
import {applyByHand} from '../rules/hand/rules.ts';
import {rebuildByHand} from './rebuild-by-hand.ts';

/** Both ways of coming to an order: from what is known and what is wished, and from everything that happened. */
export interface Replayer {
  replay(base: Order, pending: readonly Command[], contextOf: (command: Command) => DecisionContext): Order | undefined;
  rebuild(log: readonly LoggedEvent[], settings: Settings): Order | undefined;
}

/** What everything is compared with, and what is measured. */
export const LIMIT = 'hand';
export const OWN = 'packline';

export const byHand: Replayer = {
  replay(base, pending, contextOf) {
    let order = base;
    for (const command of pending) {
      if (command.device !== undefined && command.device.seq <= (base.applied[command.device.id] ?? 0)) continue;
      const answer = applyByHand(order, command, contextOf(command));
      if (answer.ok) order = answer.order;
    }
    return order;
  },
  rebuild: rebuildByHand,
};

export const packline: Replayer = {
  replay: (base, pending, contextOf) => replay(base, pending, contextOf).order,
  rebuild: (log, settings) => orderAt(log, {version: Number.MAX_SAFE_INTEGER}, settings),
};

export const REPLAY_PEERS: Readonly<Record<string, Replayer>> = {hand: byHand, packline};

/** The script of every peer's page. */
export const REPLAY_SCRIPTS: Readonly<Record<string, string>> = {
  hand: `import {start} from './page.ts'; import {byHand} from './peers.ts'; start(byHand);`,
  packline: `import {start} from './page.ts'; import {packline} from './peers.ts'; start(packline);`,
};
