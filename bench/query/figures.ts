import type {KeyedFigure} from '../harness/keyed-figure.ts';

/** Keys are those of what `figuresOf` answers; aims from design.md (Speed). */
export const queryFigures: readonly KeyedFigure[] = [
  {key: 'changeP50', name: 'filter and sort change, p50', unit: 'ms', compared: true},
  {key: 'changeP95', name: 'filter and sort change, p95', unit: 'ms', compared: true, aim: {kind: 'at most', value: 16, of: 'figure'}},
  {key: 'changeMax', name: '  the slowest', unit: 'ms', compared: true},
  {key: 'viewsP50', name: 'counts of all standard views, p50', unit: 'ms', compared: true},
  {key: 'viewsP95', name: 'counts of all standard views, p95', unit: 'ms', compared: true, aim: {kind: 'at most', value: 16, of: 'figure'}},
  {key: 'sameAnswers', name: 'lists and counts that are the very same', unit: '%', compared: false, aim: {kind: 'exactly', value: 100, of: 'figure'}},
  {key: 'buildMs', name: 'built in', unit: 'ms', compared: true},
  {key: 'memoryMiB', name: 'memory', unit: 'MiB', compared: false},
];
