import type {KeyedFigure} from '../harness/keyed-figure.ts';
import type {RulesRun} from './measure-rules.ts';

const GROUPS = ['order.place', 'receipt.submit', 'receipt.accept', 'parcel.pack', 'parcel.verify', 'parcel.schedule', 'parcel.send', 'order.dispatch', 'note.add', 'refused'] as const;

/** Nothing counts that does not give the limit's answers. */
export const SAME_ANSWERS: KeyedFigure = {key: 'sameAnswers', name: 'the very same answers', unit: '%', compared: false, aim: {kind: 'exactly', value: 100, of: 'figure'}};

/** Keys are those of what {@link figuresOf} answers; the aim is design.md's (Speed). */
export const rulesFigures: readonly KeyedFigure[] = [
  {key: 'all', name: 'a command, all as they come', unit: 'µs', compared: true, aim: {kind: 'at most', value: 3, of: 'ratio'}},
  ...GROUPS.map((group) => ({key: group, name: `  ${group}`, unit: 'µs', compared: true})),
  SAME_ANSWERS,
];

/** One run as plain numbers. `truth` is what the limit answered. */
export function figuresOf({microseconds, digests}: RulesRun, truth: RulesRun): Readonly<Record<string, number>> {
  const same = digests.filter((digest, index) => digest === truth.digests[index]).length;
  return {...microseconds, sameAnswers: (same / truth.digests.length) * 100};
}
