import {COMMAND_TYPES} from '../../src/order/command.ts';
import {REFUSAL_CODES} from '../../src/shared/refusal-codes.ts';
import {RACES} from './ledger.ts';
import type {Tally} from './tally.ts';

/** Everything that is made to go wrong. */
export const FAULTS = [
  'request lost',
  'answer lost',
  'request repeated',
  'request late',
  'answer late',
  'server busy',
  'server broken',
  'partition',
  'server crashes',
  'tab crashes at database',
  'tab crashes at fetch',
  'tab crashes at lock',
  'tab crashes at channel',
  'tab crashes at timer',
  'tab frozen',
  'tab closed',
  'message lost',
  'message late',
  'wrong clock',
  'settings changed',
  'restore',
  'other user',
  'no room',
] as const;

/** What a thousand seeds must at least have tried; fewer seeds less in proportion. */
const FLOORS = {acceptedShare: 0.6, command: 200, refusal: 20, fault: 500, race: 50} as const;

/** Below this many seeds chance alone would miss a floor. */
const LEAST_SEEDS = 200;

export interface Floor {
  readonly what: string;
  readonly is: number;
  readonly least: number;
}

/** Every floor with what was reached. */
export function floorsOf(tally: Tally, seeds: number): Floor[] {
  // Of fewer seeds a little less is asked than in proportion: chance weighs more.
  const share = (least: number): number => Math.floor(seeds < 1000 ? (0.6 * least * seeds) / 1000 : (least * seeds) / 1000);
  return [
    {what: 'share of commands accepted', is: tally.sum('accepted') / Math.max(1, tally.sum('wishes')), least: FLOORS.acceptedShare},
    ...COMMAND_TYPES.map((type) => ({what: `command ${type}`, is: tally.of('accepted', type), least: share(FLOORS.command)})),
    ...REFUSAL_CODES.map((code) => ({what: `refusal ${code}`, is: tally.of('refusals', code), least: share(FLOORS.refusal)})),
    ...FAULTS.map((fault) => ({what: `fault ${fault}`, is: tally.of('faults', fault), least: share(FLOORS.fault)})),
    ...RACES.map((race) => ({what: `race ${race}`, is: tally.of('races', race), least: share(FLOORS.race)})),
  ];
}

/** Floors that were missed. Of a few seeds nothing is asked. */
export function missedFloors(tally: Tally, seeds: number): Floor[] {
  return seeds < LEAST_SEEDS ? [] : floorsOf(tally, seeds).filter(({is, least}) => is < least);
}
