import {fold, type Order} from '@packline/core';
import type {SearchPeer} from './peer.ts';
import {keystrokes, type TypedQuery} from './typed-queries.ts';

/** What came of typing all queries: one entry for every keystroke. */
export interface TypingFigures {
  readonly milliseconds: readonly number[];
  /** How many orders each keystroke found, and a sum over which and in what order: equal sums are equal answers. */
  readonly answers: readonly (readonly [count: number, sum: number])[];
}

const REFILTERS = 60;

/** One search, built and used in one place: a page or a Node process. */
export class SearchSession {
  private readonly peer: SearchPeer;

  constructor(peer: SearchPeer) {
    this.peer = peer;
  }

  /** Milliseconds spent by the search on taking all orders in; reading them is not counted. */
  async build(forEachChunk: (take: (orders: Order[]) => void) => Promise<unknown>): Promise<number> {
    let spent = 0;
    const timed = (work: () => void) => {
      const began = performance.now();
      work();
      spent += performance.now() - began;
    };
    await forEachChunk((orders) => timed(() => this.peer.add(orders)));
    timed(() => this.peer.finish());
    return spent;
  }

  /** Types every query letter by letter, all hits at every keystroke. */
  type(queries: readonly TypedQuery[]): TypingFigures {
    const milliseconds: number[] = [];
    const answers: [number, number][] = [];
    for (const query of queries) {
      for (const text of keystrokes(query)) {
        const began = performance.now();
        const found = this.peer.find(text);
        milliseconds.push(performance.now() - began);
        answers.push([found.length, sumOf(found)]);
      }
    }
    return {milliseconds, answers};
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

/** FNV-1a over the places, in their order. */
function sumOf(places: Uint32Array): number {
  let sum = 0x811c9dc5;
  for (const place of places) sum = Math.imul(sum ^ place, 0x01000193) >>> 0;
  return sum;
}
