import {median} from './statistics.ts';

/** How long to go on: so long and so often, unless that would take for ever. */
export interface Budget {
  readonly milliseconds: number;
  readonly rounds: number;
}

const LONGEST_MS = 3000;

/**
 * Microseconds that some work takes on one item, over rounds through all of them. Each round is timed in short pieces,
 * and of each piece the median over the rounds counts: what the machine does meanwhile then hits few of them.
 *
 * @param work answers something that depends on what it did, or a compiler might leave it out
 * @param piece items timed together: enough for the clock, few enough to be rarely interrupted
 */
export function microsecondsEach<Item>(items: readonly Item[], work: (item: Item) => boolean, {milliseconds, rounds}: Budget, piece = 100): number {
  const pieces = Array.from({length: Math.ceil(items.length / piece)}, (_, index) => ({items: items.slice(index * piece, (index + 1) * piece), times: [] as number[]}));
  let done = 0;
  const startedAt = performance.now();
  const isEnough = (round: number): boolean => {
    const passed = performance.now() - startedAt;
    return (passed >= milliseconds && round >= rounds) || passed >= LONGEST_MS;
  };
  for (let round = 0; round === 0 || !isEnough(round); round += 1) {
    for (const {items: some, times} of pieces) {
      const from = performance.now();
      for (const item of some) if (work(item)) done += 1;
      times.push(performance.now() - from);
    }
  }
  if (done === 0) throw new Error('Nothing was done, so nothing was measured.');
  return (pieces.reduce((sum, {times}) => sum + median(times), 0) / items.length) * 1000;
}
