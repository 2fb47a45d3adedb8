import {quantile} from '../harness/statistics.ts';
import type {SearchSession, TypingFigures} from './session.ts';

/** What one peer did in one run, in one place. */
export interface SearchRun {
  readonly buildMs: number;
  /** Alive after building and a collection: objects, and the memory behind typed arrays. */
  readonly memoryMiB: number;
  readonly typing: TypingFigures;
  readonly first: ReturnType<SearchSession['readFirst']>;
  readonly suggested: ReturnType<SearchSession['suggest']>;
  readonly refilters: ReturnType<SearchSession['refilter']>;
}

/**
 * One run as plain numbers.
 *
 * @param truth what the limit answered; undefined for a search that ranks, whose answers are others by intention
 * @param recall shares of right answers by kind of query
 */
export function figuresOf({buildMs, memoryMiB, typing, suggested, refilters}: SearchRun, truth: TypingFigures | undefined, recall: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const {milliseconds, answers} = typing;
  const same = truth === undefined ? Number.NaN : answers.filter(([count, sum], key) => truth.answers[key]?.[0] === count && truth.answers[key]?.[1] === sum).length / truth.answers.length;
  return {
    buildMs,
    memoryMiB,
    keyP50: quantile(milliseconds, 0.5),
    keyP95: quantile(milliseconds, 0.95),
    keyMax: Math.max(...milliseconds),
    sameAnswers: same * 100,
    suggestRate: suggested === undefined ? Number.NaN : (suggested.right.filter(Boolean).length / suggested.right.length) * 100,
    suggestP95: suggested === undefined ? Number.NaN : quantile(suggested.milliseconds, 0.95),
    refilterP95: refilters === undefined ? Number.NaN : quantile(refilters, 0.95),
    ...recall,
  };
}
