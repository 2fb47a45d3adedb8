import type {Figure} from './report.ts';

/** A figure without its values yet, by its key in the numbers of a run. */
export type KeyedFigure = Omit<Figure, 'values'> & {readonly key: string};

/** The numbers of every run of every peer, by the peer's name. */
export type Measured = Readonly<Record<string, Readonly<Record<string, number>>[]>>;

/** Room for what is still to be measured. */
export function nothingMeasured(names: readonly string[]): Measured {
  return Object.fromEntries(names.map((name) => [name, []]));
}

/** The figures with their values; what a run does not have is not a number. */
export function withValues(figures: readonly KeyedFigure[], names: readonly string[], measured: Measured): Figure[] {
  return figures.map(({key, ...figure}) => ({...figure, values: Object.fromEntries(names.map((name) => [name, (measured[name] ?? []).map((run) => run[key] ?? Number.NaN)]))}));
}
