import {fold, type Order} from '@packline/core';
import {digestOfPlaces} from '../harness/digest.ts';
import {timeBuild} from '../harness/time-build.ts';
import type {SearchPeer} from './peer.ts';
import {keystrokes, type TypedQuery} from './typed-queries.ts';

/** What came of typing all queries: one entry for every keystroke. */
export interface TypingFigures {
  readonly milliseconds: readonly number[];
  /** How many orders each keystroke found, and a sum over which and in what order: equal sums are equal answers. */
  readonly answers: readonly (readonly [count: number, sum: number])[];
}

const REFILTERS = 60;
/** A search that takes longer for all keystrokes is stopped; the queries come in turn by their kinds, so those it did are like the others. */
const MOST_TYPING_MS = 45_000;
/** Answers that are looked at for recall. */
export const READ = 50;

/** One search, built and used in one place: a page or a Node process. */
export class SearchSession {
  private readonly peer: SearchPeer;

  constructor(peer: SearchPeer) {
    this.peer = peer;
  }

  /** Milliseconds spent by the search on taking all orders in; reading them is not counted. */
  build(forEachChunk: (take: (orders: Order[]) => void) => Promise<unknown>): Promise<number> {
    return timeBuild(this.peer, forEachChunk);
  }

  /** Types every query letter by letter, all hits at every keystroke. One that is very slow does not get to the end. */
  type(queries: readonly TypedQuery[]): TypingFigures {
    const milliseconds: number[] = [];
    const answers: [number, number][] = [];
    const end = performance.now() + MOST_TYPING_MS;
    for (const query of queries) {
      if (performance.now() > end) break;
      for (const text of keystrokes(query)) {
        const began = performance.now();
        const found = this.peer.find(text);
        milliseconds.push(performance.now() - began);
        answers.push([found.length, digestOfPlaces(found)]);
      }
    }
    return {milliseconds, answers};
  }

  /** The first answers to every query when it is typed to its end, as somebody would read them. */
  readFirst(queries: readonly TypedQuery[]): readonly (readonly number[])[] {
    return queries.map(({text}) => Array.from(this.peer.find(text).subarray(0, READ)));
  }

  /** For every typo: was the word that was meant among the suggestions? Undefined when the search makes none. */
  suggest(queries: readonly TypedQuery[]): {readonly milliseconds: readonly number[]; readonly right: readonly boolean[]} | undefined {
    const milliseconds: number[] = [];
    const right: boolean[] = [];
    for (const {text, meant} of queries) {
      if (meant === undefined || this.peer.suggest === undefined) continue;
      const began = performance.now();
      const suggestions = this.peer.suggest(text);
      milliseconds.push(performance.now() - began);
      right.push(suggestions.includes(fold(meant)));
    }
    return this.peer.suggest === undefined ? undefined : {milliseconds, right};
  }

  /** Milliseconds of each of many changes of filter and sort. */
  refilter(): readonly number[] | undefined {
    const {peer} = this;
    if (peer.refilter === undefined) return undefined;
    return Array.from({length: REFILTERS}, (_, round) => {
      const began = performance.now();
      peer.refilter?.(round);
      return performance.now() - began;
    });
  }
}
