import type {Order} from '@packline/core';
import {digestOfPlaces} from '../harness/digest.ts';
import {quantile} from '../harness/statistics.ts';
import {timeBuild} from '../harness/time-build.ts';
import type {QueryPeer} from './peer.ts';
import {SCENES} from './scenes.ts';

/** What one peer did in one run, in one place. */
export interface QueryRun {
  readonly buildMs: number;
  /** Alive after building and a collection: objects, and the memory behind typed arrays. */
  readonly memoryMiB: number;
  readonly worked: Worked;
}

/** What came of changing filters and counting views. */
export interface Worked {
  readonly changeMs: readonly number[];
  readonly viewsMs: readonly number[];
  /** One sum a scene over which orders and in what order, and the counts: equal when the answers are. */
  readonly answers: readonly number[];
}

/** Every scene this often; the first time may have to make its sort order. */
const ROUNDS = 8;
const COUNTS = 40;

/** One list, built and used in one place: a page or a Node process. */
export class QuerySession {
  private readonly peer: QueryPeer;

  constructor(peer: QueryPeer) {
    this.peer = peer;
  }

  /** Milliseconds spent on taking all orders in; reading them is not counted. */
  build(forEachChunk: (take: (orders: Order[]) => void) => Promise<unknown>): Promise<number> {
    return timeBuild(this.peer, forEachChunk);
  }

  work(): Worked {
    const changeMs: number[] = [];
    const viewsMs: number[] = [];
    const answers: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const scene of SCENES) {
        const began = performance.now();
        const places = this.peer.list(scene);
        changeMs.push(performance.now() - began);
        if (round === 0) answers.push(digestOfPlaces(places));
      }
    }
    for (let round = 0; round < COUNTS; round += 1) {
      const began = performance.now();
      const counts = this.peer.countViews();
      viewsMs.push(performance.now() - began);
      if (round === 0) answers.push(...counts);
    }
    return {changeMs, viewsMs, answers};
  }
}

/** One run as plain numbers. `truth` is what the limit answered. */
export function figuresOf({buildMs, memoryMiB, worked: {changeMs, viewsMs, answers}}: QueryRun, truth: readonly number[]): Readonly<Record<string, number>> {
  return {
    buildMs,
    memoryMiB,
    changeP50: quantile(changeMs, 0.5),
    changeP95: quantile(changeMs, 0.95),
    changeMax: Math.max(...changeMs),
    viewsP50: quantile(viewsMs, 0.5),
    viewsP95: quantile(viewsMs, 0.95),
    sameAnswers: (answers.filter((answer, place) => answer === truth[place]).length / truth.length) * 100,
  };
}
