import {isEngineError} from '@packline/core';
import type {ImportMap} from './import-map.ts';
import {BadValue} from './read-values.ts';
import type {SourceLine, SourceOrder} from './read-orders.ts';

/** Why an order of the file cannot be made, and where. */
export interface LineProblem {
  readonly line: number;
  /** Undefined: the line as a whole. */
  readonly column: string | undefined;
  readonly detail: string;
}

/** A field of the map that names one column. */
export type Field = Exclude<keyof ImportMap['columns'], 'addressLines'>;

/** Reads the values of one order and gathers everything that is wrong with it, so that a person mends it once. */
export interface OrderReader {
  readonly problems: readonly LineProblem[];
  problem(line: number, field: Field | undefined, detail: string): void;
  /** A value as written; empty when the map names no column for it. */
  text(line: SourceLine, field: Field): string;
  /** A converted value; when it cannot be used, that is noted and `otherwise` stands in. */
  read<Value>(line: SourceLine, field: Field, otherwise: Value, convert: (text: string) => Value): Value;
  /** What the lines of the order say of the order as a whole: later lines may leave it out, but not contradict. */
  shared(field: Field): string | undefined;
  /** The same for a column by its name. */
  sharedColumn(column: string): string | undefined;
}

export function orderReader({lines}: SourceOrder, map: ImportMap, positions: ReadonlyMap<string, number>): OrderReader {
  const problems: LineProblem[] = [];
  const column = (field: Field | undefined) => (field === undefined ? undefined : map.columns[field]);
  const valueOf = (line: SourceLine, name: string | undefined) => (name === undefined ? '' : (line.values[positions.get(name) ?? -1] ?? ''));

  const sharedValues = new Map<string, string | undefined>();

  function findShared(name: string): string | undefined {
    let found: {line: number; value: string} | undefined;
    for (const line of lines) {
      const value = valueOf(line, name).trim();
      if (value === '' || value === found?.value) continue;
      if (found === undefined) found = {line: line.line, value};
      else problems.push({line: line.line, column: name, detail: `is not what line ${found.line} of the same order says.`});
    }
    return found?.value;
  }

  /** Asked for twice, a contradiction is noted once. */
  function sharedColumn(name: string): string | undefined {
    if (!sharedValues.has(name)) sharedValues.set(name, findShared(name));
    return sharedValues.get(name);
  }

  return {
    problems,
    problem: (line, field, detail) => void problems.push({line, column: column(field), detail}),
    text: (line, field) => valueOf(line, column(field)),
    read(line, field, otherwise, convert) {
      try {
        return convert(valueOf(line, column(field)));
      } catch (error) {
        if (!(error instanceof BadValue) && !isEngineError(error)) throw error;
        problems.push({line: line.line, column: column(field), detail: error.message});
        return otherwise;
      }
    },
    shared(field) {
      const name = column(field);
      return name === undefined ? undefined : sharedColumn(name);
    },
    sharedColumn,
  };
}
