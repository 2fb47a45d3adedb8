/** What an index of one size costs. Bytes are bytes, times milliseconds. */
export interface GrowthRun {
  readonly orders: number;
  /** Taking every order in and settling; making the documents is not counted. */
  readonly buildMs: number;
  /** Alive after a collection: objects, and the memory behind typed arrays. */
  readonly memoryBytes: number;
  /** The index as it is kept on the device, by structured clone. */
  readonly savedBytes: number;
  /** The documents as JSON, UTF-8. */
  readonly documentBytes: number;
  readonly medianBytes: number;
  readonly keyP50: number;
  readonly keyP95: number;
  readonly keyMax: number;
  /** The same, without what the machine did for others meanwhile. */
  readonly keyProcessorP50: number;
  readonly keyProcessorP95: number;
  readonly keyProcessorMax: number;
  readonly keystrokes: number;
  readonly suggestP95: number;
  /** A change of filter and sort. */
  readonly changeP95: number;
  /** Counts of all standard views. */
  readonly viewsP95: number;
  /** From the saved index in memory to the first list. */
  readonly loadMs: number;
  /** Until its search and its sort orders are as fast as they get again. */
  readonly settleMs: number;
}

const MIB = 1024 * 1024;

interface Line {
  readonly name: string;
  readonly of: (run: GrowthRun) => number;
}

const LINES: readonly Line[] = [
  {name: 'memory of the index, MiB', of: ({memoryBytes}) => memoryBytes / MIB},
  {name: '  bytes an order', of: ({memoryBytes, orders}) => memoryBytes / orders},
  {name: 'the index on the device, MiB', of: ({savedBytes}) => savedBytes / MIB},
  {name: '  bytes an order', of: ({savedBytes, orders}) => savedBytes / orders},
  {name: 'the documents as JSON, MiB', of: ({documentBytes}) => documentBytes / MIB},
  {name: 'a keystroke, p50, ms', of: ({keyP50}) => keyP50},
  {name: 'a keystroke, p95, ms', of: ({keyP95}) => keyP95},
  {name: '  the slowest, ms', of: ({keyMax}) => keyMax},
  {name: '  processor time, p50, ms', of: ({keyProcessorP50}) => keyProcessorP50},
  {name: '  processor time, p95, ms', of: ({keyProcessorP95}) => keyProcessorP95},
  {name: '  processor time, the slowest, ms', of: ({keyProcessorMax}) => keyProcessorMax},
  {name: 'suggesting what was meant, p95, ms', of: ({suggestP95}) => suggestP95},
  {name: 'filter and sort change, p95, ms', of: ({changeP95}) => changeP95},
  {name: 'counts of all standard views, p95, ms', of: ({viewsP95}) => viewsP95},
  {name: 'built from documents, s', of: ({buildMs}) => buildMs / 1000},
  {name: 'opened from the saved index, first list, ms', of: ({loadMs}) => loadMs},
  {name: '  as fast as it gets again, s', of: ({settleMs}) => settleMs / 1000},
];

function show(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

/** The table as Markdown, a column for every size. */
export function growthTable(runs: readonly GrowthRun[]): string {
  const head = ['', ...runs.map(({orders}) => `${orders.toLocaleString('en')} orders`)];
  const lines = LINES.map(({name, of}) => [name, ...runs.map((run) => show(of(run)))]);
  return [head, ['---', ...runs.map(() => '--:')], ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
