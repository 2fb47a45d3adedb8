import {median, spread} from './statistics.ts';

/** One measured quantity of every peer: the values of its runs, by the peer's name. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** Ratios to the limit say something about this figure. Counts and shares are shown as they are. */
  readonly compared: boolean;
  /** What design.md holds our own peer to. */
  readonly aim?: Aim;
  /** Ratios that were found earlier on another machine, by peer: a limit is honest when these come out again. */
  readonly anchors?: Readonly<Record<string, number>>;
}

export interface Aim {
  /** At most (or at least, exactly) this. */
  readonly kind: 'at most' | 'at least' | 'exactly';
  readonly value: number;
  /** The ratio to the limit, or the figure itself. */
  readonly of: 'ratio' | 'figure';
}

/** How far a peer may stand from its anchor before the limit is called into question. */
const ANCHOR_TOLERANCE = 0.4;
/** Aims and anchors speak of this many orders; what is measured with fewer is not held against them. */
const ORDERS_THE_AIMS_ARE_FOR = 100_000;

/** A figure condensed: medians, and medians of the ratios within each run. */
export interface FigureResult {
  readonly figure: string;
  readonly unit: string;
  readonly peers: Readonly<Record<string, {readonly median: number; readonly spread: number; readonly ratio?: number}>>;
  readonly aim?: string;
  readonly reached?: boolean;
  readonly anchors?: readonly {readonly peer: string; readonly anchor: number; readonly ratio: number; readonly within: boolean}[];
}

/**
 * Condenses figures. A ratio is the median over the runs of (value ÷ the limit's value in the same run), so that a
 * machine that was busy for one run was busy for both sides of it.
 *
 * @param limit the peer everything is compared with
 * @param own the peer that is held to the aims; absent when it was not measured
 * @param orders with fewer than the aims are for, nothing is judged
 */
export function condense(figures: readonly Figure[], limit: string, own: string, orders: number): FigureResult[] {
  const counts = orders >= ORDERS_THE_AIMS_ARE_FOR;
  return figures.map(({name, unit, values, compared, aim, anchors}) => {
    const limitValues = values[limit] ?? [];
    const ratioOf = (peerValues: readonly number[]) => median(peerValues.map((value, run) => value / (limitValues[run] ?? Number.NaN)));
    const peers: Record<string, {median: number; spread: number; ratio?: number}> = {};
    for (const [peer, peerValues] of Object.entries(values)) {
      peers[peer] = {median: median(peerValues), spread: spread(peerValues), ...(compared ? {ratio: ratioOf(peerValues)} : {})};
    }
    const mine = peers[own];
    const judged = aim?.of === 'ratio' ? mine?.ratio : mine?.median;
    const checks = Object.entries(counts ? (anchors ?? {}) : {}).flatMap(([peer, anchor]) => {
      const ratio = peers[peer]?.ratio;
      return ratio === undefined ? [] : [{peer, anchor, ratio, within: Math.abs(ratio / anchor - 1) <= ANCHOR_TOLERANCE}];
    });
    return {
      figure: name,
      unit,
      peers,
      ...(aim === undefined ? {} : {aim: showAim(aim, unit)}),
      ...(aim === undefined || judged === undefined || !counts ? {} : {reached: reaches(aim, judged)}),
      ...(checks.length > 0 ? {anchors: checks} : {}),
    };
  });
}

function reaches({kind, value}: Aim, judged: number): boolean {
  if (kind === 'at most') return judged <= value;
  return kind === 'at least' ? judged >= value : judged === value;
}

function showAim({kind, value, of}: Aim, unit: string): string {
  const sign = {'at most': '≤', 'at least': '≥', exactly: '='}[kind];
  return `${sign} ${of === 'ratio' ? `${String(value)}×` : `${String(value)} ${unit}`}`.trim();
}

/** Prints the table: a line for every figure, a column for every peer, and where our own stands. */
export function printResults(title: string, results: readonly FigureResult[], peers: readonly string[]): void {
  const head = ['', ...peers, 'aim', ''];
  const lines = results.map(({figure, unit, peers: measured, aim, reached}) => [
    unit === '' ? figure : `${figure}, ${unit}`,
    ...peers.map((peer) => showCell(measured[peer])),
    aim ?? '',
    reached === undefined ? (aim === undefined ? '' : 'not judged') : reached ? '✓ reached' : '✗ not reached',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => (line[column] ?? '').length)));
  const show = (line: readonly string[]) => line.map((cell, column) => (column === 0 || column > peers.length ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd();
  console.log(`\n${title}\n`);
  console.log(show(head));
  for (const line of lines) console.log(show(line));
  const anchors = results.flatMap(({figure, anchors: checks = []}) => checks.map((check) => ({figure, ...check})));
  if (anchors.length === 0) return;
  console.log('\nIs the limit honest? A known peer should stand where it stood before (±40 %):');
  for (const {figure, peer, anchor, ratio, within} of anchors) {
    console.log(`  ${within ? '✓' : '✗'} ${peer}, ${figure}: ${showRatio(ratio)} here, ${showRatio(anchor)} before${within ? '' : ': outside; read this line with care'}`);
  }
}

function showCell(cell: {readonly median: number; readonly spread: number; readonly ratio?: number} | undefined): string {
  if (cell === undefined) return '–';
  const spreadText = cell.spread >= 0.05 && Number.isFinite(cell.spread) ? ` ±${String(Math.round(cell.spread * 100))}%` : '';
  return `${showNumber(cell.median)}${spreadText}${cell.ratio === undefined ? '' : ` (${showRatio(cell.ratio)})`}`;
}

function showNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Number.isInteger(value) ? String(value) : value.toPrecision(3).includes('e') ? String(Math.round(value)) : value.toPrecision(3);
}

const showRatio = (ratio: number) => (Number.isNaN(ratio) ? '–' : `${ratio >= 10 ? ratio.toFixed(1) : ratio.toPrecision(3)}×`);
