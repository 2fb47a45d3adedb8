import {deriveOrder, type LoggedEvent, type Order, type Settings} from '@packline/core';
import type {OperationStorage, OperationTransaction} from '../../storage/operation-storage.ts';
import {compareWithLog} from '../doctor/check-life.ts';
import {EXPORT_FORMAT, type ExportedOrder} from '../export/export-orders.ts';
import {OperationError} from '../operation-error.ts';

/** Orders written in one transaction. */
const MOST_AT_ONCE = 100;

/** What became of the orders of a file. */
export interface ImportSummary {
  made: number;
  /** There already, exactly so. */
  known: number;
  /** Not taken, each with its reason. */
  readonly refused: {readonly orderId: string; readonly reason: string}[];
}

/**
 * Writes whole orders with their logs into another shop, exactly as they were: same ids, numbers, versions, moments and
 * names, and statuses under this shop's settings. An order that is there already is left alone, so a second run makes
 * nothing; one whose log does not lead to it is refused. Nobody is written to: letters belong to the shop they were asked in.
 *
 * @param lines of a JSON export, in its order.
 * @throws OperationError for a file that is no such export, naming the line.
 */
export async function importOrders(storage: OperationStorage, storeId: string, lines: AsyncIterable<string>): Promise<ImportSummary> {
  const summary: ImportSummary = {made: 0, known: 0, refused: []};
  let gathered: ExportedOrder[] = [];
  const flush = async (): Promise<void> => {
    if (gathered.length > 0) await storage.operate((transaction) => writeSome(transaction, storeId, gathered, summary));
    gathered = [];
  };
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const value = parseLine(line, number);
    if (number === 1) {
      if ((value as {format?: unknown}).format !== EXPORT_FORMAT) throw new OperationError('This is no export of Packline: its first line does not say so.');
      continue;
    }
    gathered.push(readExported(value, number));
    if (gathered.length >= MOST_AT_ONCE) await flush();
  }
  if (number === 0) throw new OperationError('The file is empty.');
  await flush();
  return summary;
}

function parseLine(line: string, number: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new OperationError(`Line ${number} is not JSON. What came before it is imported; run it again with a whole file.`);
}

function readExported(value: object, number: number): ExportedOrder {
  const {order, events, commands} = value as Partial<ExportedOrder>;
  if (order?.redactedFor !== undefined) throw new OperationError(`Line ${number} holds a copy without amounts and contacts. Only an owner's or a clerk's export can be imported.`);
  if (typeof order?.id !== 'string' || typeof order.number !== 'string' || !Array.isArray(events) || !Array.isArray(commands)) throw new OperationError(`Line ${number} holds no order with its log.`);
  return {order, events, commands};
}

async function writeSome(transaction: OperationTransaction, storeId: string, exported: readonly ExportedOrder[], summary: ImportSummary): Promise<void> {
  const settings = await transaction.readSettings(storeId);
  const there = await transaction.readOrders(storeId, exported.map(({order}) => order.id));
  const numbers = await transaction.readNumbers(storeId, exported.map(({order}) => order.number));
  const known = await transaction.readCommands(storeId, exported.flatMap(({commands}) => commands.map(({id}) => id)));
  const fresh: ExportedOrder[] = [];
  for (const one of exported) {
    const {order} = one;
    const kept = there.get(order.id);
    if (kept?.version === order.version && kept.updatedAt === order.updatedAt) summary.known += 1;
    else {
      const reason = whyNot(one, kept, numbers.get(order.number), known.size > 0 && one.commands.some(({id}) => known.has(id)), settings);
      if (reason !== undefined) summary.refused.push({orderId: order.id, reason});
      else {
        fresh.push(one);
        numbers.set(order.number, order.id);
        there.set(order.id, order);
      }
    }
  }
  if (fresh.length === 0) return;
  await transaction.writeEvents(storeId, fresh.flatMap(({events}) => events));
  const first = await transaction.takePositions(storeId, fresh.length);
  await transaction.writeOrders(storeId, fresh.map(({order}, index) => ({order: deriveOrder(order, settings), position: first + index})));
  await transaction.writeCommands(storeId, fresh.flatMap(({order, events, commands}, index) => recordsOf(order, events, commands, first + index)));
  summary.made += fresh.length;
}

function whyNot({order, events}: ExportedOrder, kept: Order | undefined, numberOf: string | undefined, commandsKnown: boolean, settings: Settings): string | undefined {
  if (kept !== undefined) return `is there in another state (version ${kept.version}, in the file ${order.version})`;
  if (numberOf !== undefined) return `its number ${order.number} belongs to the order ${numberOf}`;
  if (commandsKnown) return 'a command in its log was given to another order here';
  let reason: string | undefined;
  try {
    // Statuses may follow other settings there; everything else has to follow from the log.
    compareWithLog(deriveOrder(order, settings), events, {settings}, (_kind, detail) => (reason ??= detail));
  } catch (error) {
    reason = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  return reason;
}

function recordsOf(order: Order, events: readonly LoggedEvent[], commands: ExportedOrder['commands'], position: number) {
  const versions = new Map(events.map(({commandId, version}) => [commandId, version]));
  const kept = new Map(commands.map((command) => [command.id, command]));
  return [...versions].map(([id, version]) => ({id, orderId: order.id, fingerprint: kept.get(id)?.fingerprint ?? 'imported', outcome: 'applied' as const, version, position, at: kept.get(id)?.at ?? order.updatedAt}));
}
