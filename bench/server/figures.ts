import type {ShopRun} from './shop-run.ts';

interface Line {
  readonly name: string;
  readonly of: (run: ShopRun) => number;
  /** At most this, for shops of `at` orders (of every size when left out) on `on`. */
  readonly aim?: {readonly most: number; readonly at?: number; readonly on?: ShopRun['dialect']};
}

const LINES: readonly Line[] = [
  {name: 'bare SELECT of 50 documents, ms', of: ({reads}) => reads.bareSelectP50},
  {name: 'first page of 50, p50, ms', of: ({reads}) => reads.listP50},
  {name: '  × the bare SELECT', of: ({reads}) => reads.listP50 / reads.bareSelectP50, aim: {most: 10, at: 25_000}},
  {name: '  p95, ms', of: ({reads}) => reads.listP95},
  {name: '  KB on the wire', of: ({reads}) => reads.listBytes / 1000},
  {name: 'first page as rows, p50, ms', of: ({reads}) => reads.rowsP50},
  {name: '  KB on the wire', of: ({reads}) => reads.rowsBytes / 1000},
  {name: 'a keystroke of search, p50, ms', of: ({reads}) => reads.searchP50},
  {name: '  × the bare SELECT', of: ({reads}) => reads.searchP50 / reads.bareSelectP50, aim: {most: 10, at: 25_000}},
  {name: '  p95, ms', of: ({reads}) => reads.searchP95},
  {name: '  slowest, ms', of: ({reads}) => reads.searchMax},
  {name: '  as rows, p50, ms', of: ({reads}) => reads.searchRowsP50},
  {name: 'standard views with counts, p95, ms', of: ({reads}) => reads.viewsP95},
  {name: 'single commands a second', of: ({writes}) => writes.commandsPerSecond},
  {name: 'bulk dispatch, nobody listens, s', of: ({writes}) => writes.bulkSeconds},
  {name: '  orders a second', of: ({writes}) => writes.bulkOrders / writes.bulkSeconds},
  {name: '  processor time of the server, s', of: ({writes}) => writes.bulkProcessorSeconds},
  {name: 'bare UPDATE of the same rows, s', of: ({writes}) => writes.bareUpdateSeconds},
  {name: '  bulk dispatch × the bare UPDATE', of: ({writes}) => writes.bulkSeconds / writes.bareUpdateSeconds, aim: {most: 5, on: 'postgres'}},
  {name: 'bulk dispatch with listeners, s', of: ({writes}) => writes.heardBulkSeconds},
  {name: '  until all have read it, s', of: ({writes}) => writes.heardSeconds},
  {name: '  processor time of the server, s', of: ({writes}) => writes.heardProcessorSeconds},
  {name: '  sent to listeners, MiB', of: ({writes}) => writes.heardMiB},
  {name: '  lag, p95, ms', of: ({writes}) => writes.bulkLagP95},
  {name: 'lag of single commands, p50, ms', of: ({writes}) => writes.quietLagP50},
  {name: '  p95, ms', of: ({writes}) => writes.quietLagP95},
  {name: 'memory of the server, MiB', of: ({writes}) => writes.memoryMiB},
  {name: '  with listeners, after a bulk dispatch', of: ({writes}) => writes.memoryWithListenersMiB},
  {name: 'the database on disk, MiB', of: ({databaseMiB}) => databaseMiB},
];

/** What a run came to, held against an aim. */
export interface Judgement {
  readonly aim: string;
  readonly found: number;
  readonly reached: boolean;
}

function show(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

const nameOf = ({dialect, orders}: ShopRun): string => `${dialect} ${orders.toLocaleString('en')}`;

/** The table as Markdown, a column for every shop. */
export function serverTable(runs: readonly ShopRun[]): string {
  const head = ['', ...runs.map(nameOf)];
  const lines = LINES.map(({name, of}) => [name, ...runs.map((run) => show(of(run)))]);
  return [head, ['---', ...runs.map(() => '--:')], ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** How much slower a shop of ten times the orders may be. */
const MOST_GROWTH = 1.5;
const GROWTH: readonly (readonly [string, (run: ShopRun) => number])[] = [
  ['first page, p50', ({reads}) => reads.listP50],
  ['search, p50', ({reads}) => reads.searchP50],
  ['search, p95', ({reads}) => reads.searchP95],
];

/** The aims, each with what was found. Growth is judged between 100,000 and 1,000,000 orders. */
export function judge(runs: readonly ShopRun[]): Judgement[] {
  const limits = LINES.flatMap(({name, of, aim}, index): Judgement[] => {
    if (aim === undefined) return [];
    const about = name.startsWith('  ') ? `${LINES.slice(0, index).findLast((line) => !line.name.startsWith('  '))?.name ?? ''}: ${name.trim()}` : name;
    return runs.filter(({orders, dialect}) => (aim.at ?? orders) === orders && (aim.on ?? dialect) === dialect).map((run) => ({aim: `${nameOf(run)}, ${about} ≤ ${String(aim.most)}`, found: of(run), reached: of(run) <= aim.most}));
  });
  const growth = runs.flatMap((small) => {
    const large = runs.find(({dialect, orders}) => dialect === small.dialect && orders === 1_000_000);
    if (small.orders !== 100_000 || large === undefined) return [];
    return GROWTH.map(([name, of]): Judgement => ({aim: `${small.dialect}, ${name}, from 100,000 to 1,000,000 orders ≤ ${String(MOST_GROWTH)}×`, found: of(large) / of(small), reached: of(large) / of(small) <= MOST_GROWTH}));
  });
  return [...limits, ...growth];
}

export function showJudgement({aim, found, reached}: Judgement): string {
  return `${reached ? '✓' : '✗'} ${aim}: ${show(found)}`;
}
