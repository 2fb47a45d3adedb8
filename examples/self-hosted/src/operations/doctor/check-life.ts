import {isDeepStrictEqual} from 'node:util';
import {deriveOrder, orderAt, type LoggedEvent, type Order, type Settings} from '@packline/core';
import {toOrderRow} from '../../storage/sql/order-columns.ts';
import {toOrderTexts} from '../../storage/sql/search/order-texts.ts';
import type {StoredLife, StoredRow} from '../../storage/operation-storage.ts';
import type {Finding} from './finding.ts';

/** What one order is compared with. */
export interface LifeContext {
  readonly storeId: string;
  readonly settings: Settings;
  /** Statuses still follow other settings, and are being brought up to date. */
  readonly behind: boolean;
}

/** What is read of a sound order on the way. */
export interface CheckedLife {
  readonly findings: readonly Finding[];
  /** Hashes of the pictures the order speaks of. */
  readonly pictures: readonly string[];
  /** What a search has to find it by. */
  readonly grams: () => readonly number[];
  /** Commands that left something in its log. */
  readonly commandIds: ReadonlySet<string>;
}

/**
 * Compares one stored order with everything that it follows from: its statuses with its facts, itself with its log
 * replayed from nothing, its columns with itself.
 */
export function checkLife(life: StoredLife, context: LifeContext): CheckedLife {
  const findings: Finding[] = [];
  const say = (kind: Finding['kind'], detail: string): void => void findings.push({kind, orderId: life.id, detail});
  const log = readLog(life, say);
  const commandIds = new Set(log?.map(({commandId}) => commandId));
  const order = readDocument(life, say);
  if (order === undefined) return {findings, pictures: [], grams: () => [], commandIds};

  const names = differingFields(asJson(deriveOrder(order, context.settings)), order);
  if (names.length > 0 && !context.behind) say('status-differs', `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not what follows from the facts.`);
  if (log !== undefined) compareWithLog(order, log, context, say);
  const row = toOrderRow(context.storeId, order, life.position);
  const columns = differingColumns(life.columns, row);
  const texts = toOrderTexts(context.storeId, order, {placedMs: row.placed_ms, numberKey: row.number_key});
  const unlike = differingColumns(life.texts ?? {}, texts.columns);
  if (unlike.length > 0) say('search-differs', life.texts === undefined ? 'Nothing is kept that a search would find it by.' : `${unlike.join(', ')} ${unlike.length === 1 ? 'does' : 'do'} not say what the order says.`);
  if (columns.length > 0) say('column-differs', `${columns.join(', ')} ${columns.length === 1 ? 'does' : 'do'} not say what the order says.`);
  return {findings, pictures: order.receipts.map(({hash}) => hash), grams: texts.grams, commandIds};
}

type Say = (kind: Finding['kind'], detail: string) => void;

function readLog({events}: StoredLife, say: Say): readonly LoggedEvent[] | undefined {
  try {
    return events.map((event) => JSON.parse(event) as LoggedEvent);
  } catch (error) {
    say('log-unreadable', `An event of the log is not JSON: ${String(error)}`);
    return undefined;
  }
}

function readDocument({id, doc}: StoredLife, say: Say): Order | undefined {
  try {
    const order = JSON.parse(doc) as Order;
    if (order.id === id) return order;
    say('document-unreadable', `The document is that of the order ${order.id}.`);
  } catch (error) {
    say('document-unreadable', `The document is not JSON: ${String(error)}`);
  }
  return undefined;
}

/** Says whatever keeps an order from being what its log, replayed from nothing, leads to. */
export function compareWithLog(order: Order, log: readonly LoggedEvent[], {settings}: Pick<LifeContext, 'settings'>, say: Say): void {
  const gap = findGap(order, log);
  if (gap !== undefined) return say('log-has-gap', gap);
  let replayed: Order | undefined;
  try {
    replayed = orderAt(log, {version: order.version}, settings);
  } catch (error) {
    return say('log-unreadable', error instanceof Error ? error.message : String(error));
  }
  // `applied` is between devices and the server and stands in no log. Statuses were compared before.
  const expected: unknown = replayed && asJson({...replayed, applied: order.applied});
  const names = differingFields(expected, asJson(deriveOrder(order, settings)));
  if (names.length > 0) say('replay-differs', `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not what the log leads to.`);
}

/** Versions follow one another from 1 to the order's own, the events of each from 0. */
function findGap(order: Order, log: readonly LoggedEvent[]): string | undefined {
  let version = 0;
  let index = -1;
  for (const event of log) {
    const follows = (event.version === version && event.index === index + 1) || (event.version === version + 1 && event.index === 0);
    if (!follows || event.orderId !== order.id) return `After event ${index} of version ${version} comes event ${event.index} of version ${event.version}${event.orderId === order.id ? '' : ` of the order ${event.orderId}`}.`;
    ({version, index} = event);
  }
  return version === order.version ? undefined : `The order is of version ${order.version}, its log ends with version ${version}.`;
}

/** As it is after being written and read: what is undefined is not there. */
function asJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function differingFields(expected: unknown, actual: unknown): string[] {
  const [left, right] = [(expected ?? {}) as Record<string, unknown>, actual as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => !isDeepStrictEqual(left[name], right[name]));
}

function differingColumns(columns: StoredRow, expected: object): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => name !== 'doc' && !sameCell(value, columns[name]))
    .map(([name]) => name);
}

/** Numbers may come as text from one database and as numbers from the other. */
function sameCell(expected: unknown, actual: unknown): boolean {
  if (typeof expected === 'number' && (typeof actual === 'string' || typeof actual === 'number')) return Number(actual) === expected;
  return (expected ?? null) === (actual ?? null);
}
