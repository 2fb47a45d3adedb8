import assert from 'node:assert/strict';
import test from 'node:test';
import {CsvError, createCsvParser} from './csv-parser.ts';

function read(pieces: readonly string[], delimiter?: string) {
  const parser = createCsvParser(delimiter);
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()].map(({line, values}) => [line, ...values]);
}

const FILE = '\uFEFFnumber,name\r\n1,plain\r\n\r\n2,"with ""quotes"", and\r\na line break"\r\n3,"7"" FRAME"\r\n4,7" FRAME\r\n5,\r\n"6",""\r\n';
const RECORDS = [
  [1, 'number', 'name'],
  [2, '1', 'plain'],
  [4, '2', 'with "quotes", and\r\na line break'],
  [6, '3', '7" FRAME'],
  [7, '4', '7" FRAME'],
  [8, '5', ''],
  [9, '6', ''],
];

test('quotes, doubled quotes, line breaks inside quotes, a byte order mark and empty lines, with the line of each record', () => {
  assert.deepEqual(read([FILE]), RECORDS);
});

test('the text may be cut at any place', () => {
  for (let at = 0; at <= FILE.length; at += 1) assert.deepEqual(read([FILE.slice(0, at), FILE.slice(at)]), RECORDS, `cut at ${at}`);
  assert.deepEqual(read([...FILE]), RECORDS);
});

for (const [name, ending] of [['LF', '\n'], ['CR', '\r']] as const) {
  test(`lines may end in ${name}`, () => {
    const expected = RECORDS.map(([line, ...values]) => [line, ...values.map((value) => String(value).replaceAll('\r\n', ending))]);
    assert.deepEqual(read([...FILE.replaceAll('\r\n', ending)]), expected);
  });
}

test('line endings may be mixed', () => {
  assert.deepEqual(read(['a\nb\r\nc\rd\n\re']), [[1, 'a'], [2, 'b'], [3, 'c'], [4, 'd'], [6, 'e']]);
});

test('the last line needs no ending, and an empty last value counts', () => {
  assert.deepEqual(read(['a,b\n1,']), [[1, 'a', 'b'], [2, '1', '']]);
  assert.deepEqual(read(['a\n""']), [[1, 'a']], 'a line with nothing but an empty value is an empty line');
  assert.deepEqual(read(['']), []);
});

test('spaces and odd characters are kept as written', () => {
  assert.deepEqual(read([' a , "b" \n']), [[1, ' a ', ' "b" ']]);
  assert.deepEqual(read(['茶,\u0000,🧾\n']), [[1, '茶', '\u0000', '🧾']]);
});

test('another delimiter', () => {
  assert.deepEqual(read(['a;b,c;"d;e"\n'], ';'), [[1, 'a', 'b,c', 'd;e']]);
});

test('a quote that is never closed is named where it was opened', () => {
  assert.throws(() => read(['a,b\n1,2\n3,"x\ny\n4,5\n']), (error) => error instanceof CsvError && error.line === 3 && error.field === 2);
});

test('text after a closing quote is an error, with its line', () => {
  assert.throws(() => read(['a\n"x\ny"z\n']), (error) => error instanceof CsvError && error.line === 3 && error.field === 1);
});
