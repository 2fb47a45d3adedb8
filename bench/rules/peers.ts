import {applyCommand, type Applied, type Command, type DecisionContext, type Order} from '@packline/core';
import {applyByHand} from './hand/rules.ts';
import {applyByXState} from './xstate.peer.ts';

/** `decide`, `evolve` and everything derived, in one. */
export type Apply = (order: Order | undefined, command: Command, context: DecisionContext) => Applied;

/** What everything is compared with, and what is held to the aims. */
export const LIMIT = 'hand';
export const OWN = 'packline';

export const RULES_PEERS: Readonly<Record<string, Apply>> = {hand: applyByHand, packline: applyCommand, xstate: applyByXState};

/** The script of every peer's page. */
export const RULES_SCRIPTS: Readonly<Record<string, string>> = {
  hand: `import {start} from './page.ts'; import {applyByHand} from './hand/rules.ts'; start(applyByHand);`,
  packline: `import {start} from './page.ts'; import {applyCommand} from '@packline/core'; start(applyCommand);`,
  xstate: `import {start} from './page.ts'; import {applyByXState} from './xstate.peer.ts'; start(applyByXState);`,
};
