import type {Command, DecisionContext} from '@packline/core';
import {digestOf} from '../harness/digest.ts';
import {microsecondsEach} from '../harness/microseconds-each.ts';
import type {RulesRun} from '../rules/measure-rules.ts';
import type {Replayer} from './peers.ts';
import {PENDING, type ReplayCase, type ReplayCases} from './replay-cases.ts';

const WARM_UP = {milliseconds: 400, rounds: 5};
const MEASURED = {milliseconds: 400, rounds: 5};
/** About a millisecond of work at a time, whatever is asked of one order: the longer a piece, the likelier it is interrupted. */
const COMMANDS_A_PIECE = 150;

/** Replays 1, 5 and 50 pending commands over every base, and rebuilds every order from its log. */
export function measureReplay(replayer: Replayer, {settings, actor, cases}: ReplayCases): RulesRun {
  const contextOf = ({claimedAt}: Command): DecisionContext => ({settings, actor, now: claimedAt ?? ''});
  const pendingOf = (count: number) => cases.map(({base, pending}) => ({base, commands: pending.slice(0, count)}));
  const digests = cases.flatMap(({base, pending, log}) => [digestOf(replayer.replay(base, pending, contextOf)), digestOf(replayer.rebuild(log, settings))]);
  const microseconds: Record<string, number> = {};
  for (const count of PENDING) {
    const work = ({base, commands}: {readonly base: ReplayCase['base']; readonly commands: readonly Command[]}): boolean => replayer.replay(base, commands, contextOf) !== undefined;
    const asked = pendingOf(count);
    const piece = Math.ceil(COMMANDS_A_PIECE / count);
    microsecondsEach(asked, work, WARM_UP, piece);
    microseconds[`pending${String(count)}`] = microsecondsEach(asked, work, MEASURED, piece);
  }
  const rebuild = ({log}: ReplayCase): boolean => replayer.rebuild(log, settings) !== undefined;
  const piece = Math.ceil(COMMANDS_A_PIECE / 20);
  microsecondsEach(cases, rebuild, WARM_UP, piece);
  microseconds['rebuild'] = microsecondsEach(cases, rebuild, MEASURED, piece);
  return {microseconds, digests};
}
