import type {Command} from '@packline/core';
import {sign} from '../access/secrets.ts';
import type {Services} from '../services.ts';

/** Who stands in an order's history when the clock did it. */
const SCHEDULER = {id: 'scheduler', name: 'Scheduler', role: 'system'} as const;

/**
 * The id of a command that the clock gives: the same in every process and after a crash, and another one once the order
 * has changed. Only who has the shop's key can tell it beforehand: an id that anybody could write down could also be used
 * up by them, and the order would never expire or be forgotten.
 */
export function scheduledId({linkKey}: Pick<Services, 'linkKey'>, orderId: string, act: string, version: number): string {
  return `clock-${sign(linkKey, 'scheduled-command', `${orderId}\n${act}\n${version}`)}`;
}

/** Gives commands in the clock's name; settles with how many were applied. One that cannot stand keeps no other from it. */
export async function runScheduled({commands}: Pick<Services, 'commands'>, wishes: readonly Command[]): Promise<number> {
  if (wishes.length === 0) return 0;
  const answer = await commands.run({commands: wishes, actor: SCHEDULER});
  if (answer.ok) return answer.results.filter(({outcome}) => outcome === 'applied').length;
  if (wishes.length === 1) return 0;
  let applied = 0;
  for (const wish of wishes) applied += await runScheduled({commands}, [wish]);
  return applied;
}
