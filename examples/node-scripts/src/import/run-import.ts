import {basename} from 'node:path';
import {isBackendError, may, type OrderBackend, type Session} from '@packline/core';
import {isComplete, keepSummary, writeSummary, type ImportSummary} from './import-summary.ts';
import {ImportMapError} from './import-map.ts';
import {prepareImport} from './prepare-import.ts';
import {createProgress, type ProgressOutput} from './progress.ts';
import {ImportFileError} from './read-csv-file.ts';
import {GaveUpError, sendOrders, type ReadyOrder} from './send-orders.ts';
import type {ImportedOrder} from './to-place-command.ts';

export interface RunImportOptions {
  readonly file: string;
  /** A MAP.json; without one the file is recognised by its first line. */
  readonly mapFile?: string;
  readonly backend: OrderBackend;
  /** Requests under way at the same time, 1–8. Default 3. */
  readonly concurrency?: number;
  /** Milliseconds to go on asking a server that does not answer. Default 60,000. */
  readonly patienceMs?: number;
  /** Aborted by Ctrl-C: what is under way is finished, nothing more is begun. */
  readonly stop: AbortSignal;
  /** Where a person sees what goes on. */
  readonly output: ProgressOutput;
  /** Takes the summary at the end. */
  readonly report: (text: string) => void;
}

/** 0: everything in the file is in the shop · 1: something is not · 130: stopped by hand. */
export interface ImportEnd {
  readonly exitCode: 0 | 1 | 130;
  /** Undefined when nothing was begun. */
  readonly summary: ImportSummary | undefined;
}

/** Small enough that progress moves and a lost answer costs little, large enough that round trips do not count. */
const ORDERS_PER_REQUEST = 200;
const BYTES_PER_REQUEST = 4 * 1024 * 1024;

/** Imports one file and says what happened. Throws only what is a mistake in this program. */
export async function runImport(options: RunImportOptions): Promise<ImportEnd> {
  const {file, mapFile, backend, concurrency = 3, patienceMs = 60_000, stop, output, report} = options;
  const say = (text: string) => void output.write(`${text}\n`);
  try {
    const session = await backend.readSession({signal: stop});
    assertMayImport(session);
    say(`Importing ${basename(file)} into ${session.store.name} at ${backend.endpoint}, signed in as ${session.user.name}.`);
    const prepared = await prepareImport(file, mapFile);
    const {map, scanned} = prepared;
    say(`${prepared.recognised ? 'Recognised' : 'Read by the map'}: ${map.source}. ${scanned.lineCount.toLocaleString('en')} lines, ${scanned.linesOfOrder.size.toLocaleString('en')} orders.`);

    const keeper = keepSummary(scanned, map.columns.number);
    const {summary} = keeper;
    const progress = createProgress(summary.ordersInFile, output);
    const advance = () => progress.update(summary.made + summary.alreadyThere + summary.refused.length);
    let failure: unknown;
    try {
      await sendOrders(backend, usable(prepared.orders(), (order) => (keeper.unusable(order), advance())), {
        concurrency,
        ordersPerRequest: Math.min(ORDERS_PER_REQUEST, session.limits.commandsPerBatch),
        bytesPerRequest: BYTES_PER_REQUEST,
        patienceMs,
        stop,
        onSent: (sent) => (keeper.sent(sent), advance()),
        onWaiting: (error, delayMs) => progress.say(`${error.message} Asking again in ${(delayMs / 1000).toFixed(1)} s …`),
      });
    } catch (error) {
      failure = error;
    }
    progress.end();
    if (failure !== undefined && !(stop.aborted && isBackendError(failure))) say(sentenceFor(failure));
    report(writeSummary(summary));
    if (isComplete(summary)) return {exitCode: 0, summary};
    if (stop.aborted || failure !== undefined) say('To go on, run the same command again: orders that are there already are recognised and not made twice.');
    return {exitCode: stop.aborted ? 130 : 1, summary};
  } catch (error) {
    if (stop.aborted) {
      say('Stopped before anything was sent.');
      return {exitCode: 130, summary: undefined};
    }
    say(sentenceFor(error));
    return {exitCode: 1, summary: undefined};
  }
}

/** This role may not make orders. */
class RoleError extends Error {
  override readonly name = 'RoleError';
}

function assertMayImport({role, user}: Session): void {
  if (!may(role, 'order.place')) throw new RoleError(`${user.name} is signed in as ${role} and may not make orders. Use the token of an owner or a clerk in PACKLINE_TOKEN.`);
}

async function* usable(orders: AsyncIterable<ImportedOrder>, onUnusable: (order: Extract<ImportedOrder, {ok: false}>) => void): AsyncGenerator<ReadyOrder> {
  for await (const order of orders) {
    if (order.ok) yield order;
    else onUnusable(order);
  }
}

/** Failures a person can do something about, as a sentence; anything else is a mistake of ours and thrown on. */
function sentenceFor(error: unknown): string {
  if (error instanceof ImportFileError || error instanceof ImportMapError || error instanceof RoleError || error instanceof GaveUpError) return error.message;
  if (!isBackendError(error)) throw error;
  if (error.code === 'backend/signed-out') return 'The server did not accept the token: set PACKLINE_TOKEN to the token of an owner or a clerk.';
  if (error.code === 'backend/unreachable') return `${error.message} Is it running, and is PACKLINE_URL its address?`;
  return error.problem?.detail === undefined ? error.message : `${error.message} ${error.problem.detail}`;
}
