import type {KeyedFigure} from '../harness/keyed-figure.ts';
import {recallKey} from './recall.ts';
import {READ} from './session.ts';
import {QUERY_KINDS, type QueryKind} from './typed-queries.ts';

const KIND_WORDS: Readonly<Record<QueryKind, string>> = {number: 'numbers', name: 'Latin names', chinese: 'Chinese names', product: 'products', email: 'e-mail', typo: 'typos, by the word that was meant'};

/** Keys are those of what `figuresOf` answers; aims from design.md (Speed). */
export const searchFigures: readonly KeyedFigure[] = [
  {key: 'keyP50', name: 'a keystroke, p50', unit: 'ms', compared: true, aim: {kind: 'at most', value: 0.1, of: 'ratio'}},
  {key: 'keyP95', name: 'a keystroke, p95', unit: 'ms', compared: true, aim: {kind: 'at most', value: 0.3, of: 'ratio'}},
  {key: 'keyMax', name: '  the slowest', unit: 'ms', compared: true},
  {key: 'sameAnswers', name: 'keystrokes with the very same answer', unit: '%', compared: false, aim: {kind: 'exactly', value: 100, of: 'figure'}},
  {key: 'recall', name: `recall of the first ${String(READ)} answers`, unit: '%', compared: false, aim: {kind: 'exactly', value: 100, of: 'figure'}},
  ...QUERY_KINDS.map((kind): KeyedFigure => ({key: recallKey(kind), name: `  ${KIND_WORDS[kind]}`, unit: '%', compared: false})),
  {key: 'suggestRate', name: 'typos with the meant word suggested', unit: '%', compared: false, aim: {kind: 'at least', value: 95, of: 'figure'}},
  {key: 'suggestP95', name: '  suggesting, p95', unit: 'ms', compared: false},
  {key: 'buildMs', name: 'built in', unit: 'ms', compared: true, aim: {kind: 'at most', value: 3, of: 'ratio'}},
  {key: 'memoryMiB', name: 'memory', unit: 'MiB', compared: false, aim: {kind: 'at most', value: 75, of: 'figure'}},
  {key: 'refilterP95', name: 'filter and sort change, p95', unit: 'ms', compared: false, aim: {kind: 'at most', value: 16, of: 'figure'}},
];
