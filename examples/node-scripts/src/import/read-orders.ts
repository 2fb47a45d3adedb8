import type {ImportMap} from './import-map.ts';
import {ImportFileError, readCsvFile} from './read-csv-file.ts';

/** One line of the file that belongs to an order: values by position, see {@link ScannedFile.columns}. */
export interface SourceLine {
  readonly line: number;
  readonly values: readonly string[];
}

/** All lines of one order, in file order. */
export interface SourceOrder {
  readonly number: string;
  readonly lines: readonly SourceLine[];
}

/** What a first walk through the file has found. */
export interface ScannedFile {
  readonly path: string;
  readonly columns: readonly string[];
  /** Lines after the header, without empty ones. */
  readonly lineCount: number;
  /** Lines of each order number, in the order the numbers appear. */
  readonly linesOfOrder: ReadonlyMap<string, number>;
  /** Lines that name no order, so nobody can say where they belong. */
  readonly withoutNumber: readonly number[];
}

/** The first record of a file: the names of its columns. */
export async function readHeader(path: string, options: {delimiter: string; encoding: string}): Promise<readonly string[]> {
  for await (const records of readCsvFile(path, options)) {
    if (records[0]) return records[0].values.map((name) => name.trim());
  }
  throw new ImportFileError(`${path}: the file is empty.`);
}

/**
 * Walks through the whole file once: is it CSV to its end, are the columns there, how many lines has each order?
 *
 * Lines of one order need not stand together, so only a count tells when an order is whole. Kept are the order numbers
 * and their counts, not the lines.
 * @throws ImportFileError, before anything was sent.
 */
export async function scanFile(path: string, map: ImportMap): Promise<ScannedFile> {
  let columns: readonly string[] | undefined;
  let numberAt = 0;
  let lineCount = 0;
  const linesOfOrder = new Map<string, number>();
  const withoutNumber: number[] = [];
  for await (const records of readCsvFile(path, map)) {
    for (const {line, values} of records) {
      if (columns === undefined) {
        columns = values.map((name) => name.trim());
        assertColumns(path, columns, map);
        numberAt = columns.indexOf(map.columns.number);
        continue;
      }
      lineCount += 1;
      const number = values[numberAt]?.trim() ?? '';
      if (number === '') withoutNumber.push(line);
      else linesOfOrder.set(number, (linesOfOrder.get(number) ?? 0) + 1);
    }
  }
  if (columns === undefined) throw new ImportFileError(`${path}: the file is empty.`);
  return {path, columns, lineCount, linesOfOrder, withoutNumber};
}

/**
 * The second walk: every order as soon as its last line was read. Memory holds the orders that are begun and not yet
 * whole, in a file written order by order that is one or two.
 * @throws ImportFileError when the file changed since it was scanned.
 */
export async function* readOrders(scanned: ScannedFile, map: ImportMap): AsyncGenerator<SourceOrder> {
  const {path, columns, linesOfOrder} = scanned;
  const numberAt = columns.indexOf(map.columns.number);
  const begun = new Map<string, SourceLine[]>();
  let isHeader = true;
  for await (const records of readCsvFile(path, map)) {
    for (const record of records) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      const number = record.values[numberAt]?.trim() ?? '';
      if (number === '') continue;
      const lines = begun.get(number) ?? [];
      lines.push(record);
      begun.set(number, lines);
      if (lines.length !== linesOfOrder.get(number)) continue;
      begun.delete(number);
      yield {number, lines};
    }
  }
  if (begun.size > 0) throw new ImportFileError(`${path}: the file changed while it was read. Run the same command again.`);
}

function assertColumns(path: string, columns: readonly string[], map: ImportMap): void {
  const twice = columns.filter((name, index) => columns.indexOf(name) !== index);
  if (twice.length > 0) throw new ImportFileError(`${path}: line 1 names the column “${twice[0]}” twice.`);
  const missing = columnNames(map).filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new ImportFileError(`${path}: line 1 has no column ${missing.map((name) => `“${name}”`).join(', ')}. It has ${columns.map((name) => `“${name}”`).join(', ')}.`);
  }
}

/** Every column a map speaks of. */
export function columnNames(map: ImportMap): string[] {
  return Object.values(map.columns).flat().filter((name) => name !== undefined);
}
