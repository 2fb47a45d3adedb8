import type {Figure} from '../harness/report.ts';

/** A figure of the table bench, by its key in what `measureTable` answers. */
export type TableFigure = Omit<Figure, 'values'> & {readonly key: string};

/** Aims from design.md (Speed); the anchors of AG Grid are what the same method gave on another machine. */
export const tableFigures: readonly TableFigure[] = [
  {key: 'paintMs', name: 'first paint', unit: 'ms', compared: true, aim: {kind: 'at most', value: 1.5, of: 'ratio'}, anchors: {'ag-grid': 15.6}},
  {key: 'paintProcessorMs', name: '  processor time', unit: 'ms', compared: true},
  {key: 'scrollMainMs', name: 'scroll, main thread per jump', unit: 'ms', compared: true, aim: {kind: 'at most', value: 1.2, of: 'ratio'}, anchors: {'ag-grid': 6.1}},
  {key: 'scrollProcessorMs', name: '  processor time', unit: 'ms', compared: true},
  {key: 'scrollBlank', name: '  frames with blank rows', unit: '%', compared: false, aim: {kind: 'exactly', value: 0, of: 'figure'}},
  {key: 'scrollWrong', name: '  frames with wrong rows', unit: '%', compared: false, aim: {kind: 'exactly', value: 0, of: 'figure'}},
  {key: 'scrollLate', name: '  frames over 16.7 ms', unit: '%', compared: false},
  {key: 'scrollP95FrameMs', name: '  p95 frame', unit: 'ms', compared: false},
  {key: 'scrollSteps', name: '  jumps done in 15 s', unit: '', compared: false},
  {key: 'scrollReachedEnd', name: '  reached the end', unit: '', compared: false},
  {key: 'selectMs', name: 'select all', unit: 'ms', compared: true, aim: {kind: 'at most', value: 2, of: 'ratio'}, anchors: {'ag-grid': 20.8}},
  {key: 'selectProcessorMs', name: '  processor time', unit: 'ms', compared: true},
  {key: 'selectedShare', name: '  rows selected', unit: '%', compared: false, aim: {kind: 'exactly', value: 100, of: 'figure'}},
  {key: 'sortMs', name: 'sort by total', unit: 'ms', compared: true, aim: {kind: 'at most', value: 2, of: 'ratio'}, anchors: {'ag-grid': 27.1}},
  {key: 'sortProcessorMs', name: '  processor time', unit: 'ms', compared: true},
  {key: 'sortRight', name: '  sorted right', unit: '', compared: false, aim: {kind: 'exactly', value: 1, of: 'figure'}},
  {key: 'feedMainMs', name: '1,000 changes a second, main thread per s', unit: 'ms', compared: true, aim: {kind: 'at most', value: 1.15, of: 'ratio'}, anchors: {'ag-grid': 1.47}},
  {key: 'feedProcessorMs', name: '  processor time', unit: 'ms', compared: true},
  {key: 'feedLongTasks', name: '  long tasks', unit: '', compared: false, aim: {kind: 'exactly', value: 0, of: 'figure'}},
  {key: 'feedRight', name: '  rows on the screen right', unit: '%', compared: false, aim: {kind: 'exactly', value: 100, of: 'figure'}},
  {key: 'heapMiB', name: 'heap over the data', unit: 'MiB', compared: false, aim: {kind: 'at most', value: 5, of: 'figure'}},
  {key: 'buffersMiB', name: '  typed arrays besides', unit: 'MiB', compared: false},
  {key: 'heapAfterSelectMiB', name: '  both, scrolled and all selected', unit: 'MiB', compared: false},
  {key: 'dataMiB', name: '  the data itself', unit: 'MiB', compared: false},
  {key: 'elements', name: '  elements in the document', unit: '', compared: false},
];
