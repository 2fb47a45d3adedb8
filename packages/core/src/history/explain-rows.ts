import {compare, type Money} from '../shared/money.ts';
import type {Comparison, ExplainedAxis, ExplainedRow, FactValue, ReadFact} from './explained.ts';

/** One thing a row needs of one fact. */
export interface Need<Fact extends string> {
  readonly fact: Fact;
  readonly comparison: Comparison;
  readonly value?: FactValue | readonly string[];
  readonly otherFact?: Fact;
}

/** A row of a table: all of its needs, and what it answers. */
export interface TableRow<Code extends string, Fact extends string> {
  readonly answer: Code;
  readonly needs: readonly Need<Fact>[];
}

/** Needs, as they are written in a table. */
export function needsOf<Fact extends string>() {
  return {
    is: (fact: Fact, value: FactValue): Need<Fact> => ({fact, comparison: 'is', value}),
    oneOf: (fact: Fact, ...value: readonly string[]): Need<Fact> => ({fact, comparison: 'one-of', value}),
    above: (fact: Fact, value: number): Need<Fact> => ({fact, comparison: 'above', value}),
    /** As much, by value, as another fact says. */
    than: (fact: Fact, comparison: Exclude<Comparison, 'one-of'>, otherFact: Fact): Need<Fact> => ({fact, comparison, otherFact}),
  };
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value;
}

function holds(value: FactValue, comparison: Comparison, needed: FactValue | readonly string[]): boolean {
  if (Array.isArray(needed)) return needed.includes(value);
  if (comparison === 'is' && !isMoney(value)) return value === needed;
  const order = isMoney(value) ? compare(value, needed as Money) : Math.sign(Number(value) - Number(needed));
  switch (comparison) {
    case 'above':
      return order > 0;
    case 'at-least':
      return order >= 0;
    case 'at-most':
      return order <= 0;
    case 'below':
      return order < 0;
    default:
      return order === 0;
  }
}

/** Goes down a table: each row until a need of it fails, and no further than the first row that has none that fails. */
export function explainTable<Code extends string, Fact extends string>(table: readonly TableRow<Code, Fact>[], facts: Readonly<Record<Fact, FactValue>>): ExplainedAxis<Code, Fact> {
  let answer: Code | undefined;
  const rows = table.map((row): ExplainedRow<Code, Fact> => {
    if (answer !== undefined) return {answer: row.answer, outcome: 'not-reached', facts: []};
    const read: ReadFact<Fact>[] = [];
    for (const {fact, comparison, value, otherFact} of row.needs) {
      const needed = otherFact === undefined ? (value as FactValue) : facts[otherFact];
      const found = facts[fact];
      read.push({fact, value: found, comparison, needed, ...(otherFact === undefined ? {} : {neededFact: otherFact}), holds: holds(found, comparison, needed)});
      if (read.at(-1)?.holds === false) return {answer: row.answer, outcome: 'failed', facts: read};
    }
    answer = row.answer;
    return {answer, outcome: 'decided', facts: read};
  });
  return {answer, rows};
}
