import {digestOf} from '../harness/digest.ts';
import {microsecondsEach} from '../harness/microseconds-each.ts';
import type {Apply} from './peers.ts';
import type {Question} from './questions.ts';

/** Until the engine's compiler has made up its mind. */
const WARM_UP = {milliseconds: 400, rounds: 40};
const MEASURED = {milliseconds: 500, rounds: 9};
const OF_A_GROUP = {milliseconds: 100, rounds: 9};

/** What one peer did in one run, of the rules or of replaying them. */
export interface RulesRun {
  /** Microseconds each, by what is measured together. */
  readonly microseconds: Readonly<Record<string, number>>;
  /** Of every answer, in order: those of two peers are compared. */
  readonly digests: readonly number[];
}

/** Answers the questions again and again, all of them as they come (`all`) and group by group. */
export function measureRules(apply: Apply, questions: readonly Question[]): RulesRun {
  const groups = new Map<string, Question[]>();
  for (const question of questions) groups.set(question.group, [...(groups.get(question.group) ?? []), question]);
  const digests = questions.map(({order, command, context}) => digestOf(apply(order, command, context)));
  const answer = ({order, command, context}: Question): boolean => apply(order, command, context).ok || command.type !== 'order.place';
  microsecondsEach(questions, answer, WARM_UP);
  const all = microsecondsEach(questions, answer, MEASURED);
  return {microseconds: {all, ...Object.fromEntries([...groups].map(([group, asked]) => [group, microsecondsEach(asked, answer, OF_A_GROUP)]))}, digests};
}
