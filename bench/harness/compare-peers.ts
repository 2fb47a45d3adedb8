import {nothingMeasured, withValues, type KeyedFigure} from './keyed-figure.ts';
import {condense, printResults, type FigureResult} from './report.ts';

/** Several peers that do the same work in one place, a browser or Node. */
export interface Comparison<Run> {
  readonly place: string;
  /** What the table is of. */
  readonly title: string;
  readonly names: readonly string[];
  readonly runs: number;
  /** How many orders it is about: with few of them nothing is judged. */
  readonly orders: number;
  readonly limit: string;
  readonly own: string;
  readonly figures: readonly KeyedFigure[];
  measure(name: string): Promise<Run>;
  /** One run as plain numbers; `truth` is what the limit did in the same turn. */
  numbersOf(run: Run, truth: Run, name: string): Readonly<Record<string, number>>;
  /** The one number of a run that is told while the bench goes on. */
  readonly told: {readonly key: string; readonly words: string; readonly digits: number; readonly unit: string};
  /** Called after every turn. */
  look(): void;
}

/** Measures the peers in turn, every other turn backwards, and prints the table. */
export async function comparePeers<Run>(comparison: Comparison<Run>): Promise<FigureResult[]> {
  const {place, names, runs, limit, own, told} = comparison;
  const measured = nothingMeasured(names);
  for (let run = 0; run < runs; run += 1) {
    const turn: Record<string, Run> = {};
    for (const name of run % 2 === 0 ? names : [...names].reverse()) turn[name] = await comparison.measure(name);
    comparison.look();
    const truth = turn[limit] as Run;
    for (const [name, result] of Object.entries(turn)) measured[name]?.push(comparison.numbersOf(result, truth, name));
    const tell = (name: string) => `${name} ${told.words}${measured[name]?.[run]?.[told.key]?.toFixed(told.digits) ?? '–'} ${told.unit}`;
    console.log(`${place}, run ${String(run + 1)}: ${names.map(tell).join(', ')}`);
  }
  const results = condense(withValues(comparison.figures, names, measured), limit, own, comparison.orders);
  printResults(`${comparison.title}, medians of ${String(runs)} runs, ratio to ${limit}`, results, names);
  return results;
}
