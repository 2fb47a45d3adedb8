import {add, toDecimal, zero, type Money, type OrderKind} from '@packline/core';
import type {LineProblem} from './order-reader.ts';
import type {SentOrder} from './send-orders.ts';
import type {ImportedOrder} from './to-place-command.ts';

/** An order of the file that is not in the shop, and why. */
export interface RefusedOrder {
  readonly number: string;
  /** The first and the last of its lines in the file. */
  readonly lines: readonly [number, number];
  /** One sentence a problem, with line and column where they are known. */
  readonly reasons: readonly string[];
}

/** What a run has done so far. */
export interface ImportSummary {
  readonly linesRead: number;
  readonly ordersInFile: number;
  readonly made: number;
  readonly alreadyThere: number;
  readonly refused: readonly RefusedOrder[];
  /** Lines that belong to no order. */
  readonly skippedLines: readonly {readonly line: number; readonly reason: string}[];
  readonly kinds: Readonly<Record<OrderKind, number>>;
  /** Exact sums of quantity × unit price over the orders that are in the shop now, one a currency. */
  readonly sums: ReadonlyMap<string, Money>;
}

/** A summary that grows while orders are read and sent. */
export interface SummaryKeeper {
  readonly summary: ImportSummary;
  unusable(order: Extract<ImportedOrder, {ok: false}>): void;
  sent(sent: SentOrder): void;
}

export function keepSummary({lineCount, linesOfOrder, withoutNumber}: {lineCount: number; linesOfOrder: ReadonlyMap<string, number>; withoutNumber: readonly number[]}, numberColumn: string): SummaryKeeper {
  const refused: RefusedOrder[] = [];
  const sums = new Map<string, Money>();
  const summary = {
    linesRead: lineCount,
    ordersInFile: linesOfOrder.size,
    made: 0,
    alreadyThere: 0,
    refused,
    skippedLines: withoutNumber.map((line) => ({line, reason: `${numberColumn} is empty, so it belongs to no order.`})),
    kinds: {sale: 0, credit: 0, adjustment: 0},
    sums,
  };
  const refuse = ({number, lines}: ImportedOrder['source'], reasons: readonly string[]) => void refused.push({number, lines: [lines[0]?.line ?? 0, lines.at(-1)?.line ?? 0], reasons});
  return {
    summary,
    unusable: ({source, problems}) => refuse(source, problems.map(sentence)),
    sent(sent) {
      const {source, kind, total} = sent.order;
      if (sent.outcome === 'refused') return refuse(source, [sent.reason]);
      if (sent.outcome === 'made') summary.made += 1;
      else summary.alreadyThere += 1;
      summary.kinds[kind] += 1;
      sums.set(total.currency, add(sums.get(total.currency) ?? zero(total.currency), total));
    },
  };
}

function sentence({line, column, detail}: LineProblem): string {
  return `line ${line}${column === undefined ? '' : `, ${column}`}: ${detail}`;
}

/** Everything in the file is in the shop. */
export function isComplete({ordersInFile, made, alreadyThere, skippedLines}: ImportSummary): boolean {
  return made + alreadyThere === ordersInFile && skippedLines.length === 0;
}

/** Most refused orders and skipped lines that are written out. */
const LISTED = 200;

/** The summary for a person, one thing a line. */
export function writeSummary(summary: ImportSummary): string {
  const {linesRead, ordersInFile, made, alreadyThere, refused, skippedLines, kinds, sums} = summary;
  const count = (value: number) => value.toLocaleString('en').padStart(12);
  const unsent = ordersInFile - made - alreadyThere - refused.length;
  const rows = [
    `Lines read      ${count(linesRead)}`,
    `Orders in file  ${count(ordersInFile)}`,
    `  made          ${count(made)}`,
    `  already there ${count(alreadyThere)}`,
    `  refused       ${count(refused.length)}`,
    ...(unsent > 0 ? [`  not sent yet  ${count(unsent)}`] : []),
    `Lines skipped   ${count(skippedLines.length)}`,
    `In the shop now: ${kinds.sale.toLocaleString('en')} sales, ${kinds.credit.toLocaleString('en')} credits, ${kinds.adjustment.toLocaleString('en')} adjustments`,
    ...[...sums].map(([currency, sum]) => `Sum of quantity × unit price: ${toDecimal(sum)} ${currency}`),
  ];
  const listed = refused.slice(0, LISTED).flatMap(({number, lines: [first, last], reasons}) => [
    `Refused: ${number} (${first === last ? `line ${first}` : `lines ${first} to ${last}`})`,
    ...reasons.map((reason) => `  ${reason}`),
  ]);
  const skipped = skippedLines.slice(0, LISTED).map(({line, reason}) => `Skipped: line ${line}: ${reason}`);
  const more = (all: readonly unknown[], what: string) => (all.length > LISTED ? [`… and ${(all.length - LISTED).toLocaleString('en')} more ${what}.`] : []);
  return [...rows, ...listed, ...more(refused, 'refused orders'), ...skipped, ...more(skippedLines, 'skipped lines')].join('\n');
}
