import type {Figure} from '../harness/report.ts';
import type {RulesRun} from './measure-rules.ts';

/** A figure of these benches, by its key in what {@link figuresOf} answers. */
export type RulesFigure = Omit<Figure, 'values'> & {readonly key: string};

const GROUPS = ['order.place', 'receipt.submit', 'receipt.accept', 'parcel.pack', 'parcel.verify', 'parcel.schedule', 'parcel.send', 'order.dispatch', 'note.add', 'refused'] as const;

/** Nothing counts that does not give the limit's answers. */
export const SAME_ANSWERS: RulesFigure = {key: 'sameAnswers', name: 'the very same answers', unit: '%', compared: false, aim: {kind: 'exactly', value: 100, of: 'figure'}};

/** The aim is design.md's (Speed). */
export const rulesFigures: readonly RulesFigure[] = [
  {key: 'all', name: 'a command, all as they come', unit: 'µs', compared: true, aim: {kind: 'at most', value: 3, of: 'ratio'}},
  ...GROUPS.map((group) => ({key: group, name: `  ${group}`, unit: 'µs', compared: true})),
  SAME_ANSWERS,
];

/** One run as plain numbers. `truth` is what the limit answered. */
export function figuresOf({microseconds, digests}: RulesRun, truth: RulesRun): Readonly<Record<string, number>> {
  const same = digests.filter((digest, index) => digest === truth.digests[index]).length;
  return {...microseconds, sameAnswers: (same / truth.digests.length) * 100};
}
