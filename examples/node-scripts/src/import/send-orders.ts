import {isBackendError, type BackendError, type CommandResult, type OrderBackend} from '@packline/core';
import {pointedCommands} from './pointed-commands.ts';
import type {ImportedOrder} from './to-place-command.ts';

export type ReadyOrder = Extract<ImportedOrder, {ok: true}>;

/** What became of an order that was sent. */
export type SentOrder =
  | {readonly outcome: 'made' | 'already-there'; readonly order: ReadyOrder}
  | {readonly outcome: 'refused'; readonly order: ReadyOrder; readonly reason: string};

export interface SendOptions {
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Most orders in one request. */
  readonly ordersPerRequest: number;
  /** Most bytes in one request. */
  readonly bytesPerRequest: number;
  /** Milliseconds to go on asking a server that does not answer before giving up. */
  readonly patienceMs: number;
  /** Aborted: what is under way is finished, nothing more is begun. */
  readonly stop: AbortSignal;
  readonly onSent: (sent: SentOrder) => void;
  /** The server did not answer; it is asked again after so many milliseconds. */
  readonly onWaiting: (error: BackendError, delayMs: number) => void;
}

/** The server did not answer for longer than the importer waits. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}

/**
 * Sends orders in requests of bounded size, a few at a time, and reads no further ahead than that. A request whose
 * answer was lost is sent again: its commands carry their identity, so the server answers `duplicate`.
 *
 * @throws GaveUpError, or a BackendError that no repetition can help (signed out, forbidden, …).
 */
export async function sendOrders(backend: OrderBackend, orders: AsyncIterable<ReadyOrder>, options: SendOptions): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let request: ReadyOrder[] = [];
  let bytes = 0;

  async function begin(): Promise<void> {
    if (request.length === 0) return;
    while (underWay.size >= options.concurrency) await Promise.race(underWay);
    if (failures.length > 0 || options.stop.aborted) return;
    const sending: Promise<void> = sendOne(backend, request, options)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    request = [];
    bytes = 0;
  }

  for await (const order of orders) {
    if (failures.length > 0 || options.stop.aborted) break;
    const size = Buffer.byteLength(JSON.stringify(order.command)) + 1;
    if (request.length === options.ordersPerRequest || (request.length > 0 && bytes + size > options.bytesPerRequest)) await begin();
    request.push(order);
    bytes += size;
  }
  if (!options.stop.aborted) await begin();
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}

/** Sends one request until it is answered. A request the server cannot use is narrowed down to the orders that are to blame. */
async function sendOne(backend: OrderBackend, orders: readonly ReadyOrder[], options: SendOptions): Promise<void> {
  if (orders.length === 0) return;
  let results: readonly CommandResult[];
  try {
    results = await pushPatiently(backend, orders, options);
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'backend/bad-request') throw error;
    const blamed = pointedCommands(error.problem, orders.length);
    if (blamed.size > 0) {
      for (const [index, reason] of blamed) options.onSent({outcome: 'refused', order: orders[index] as ReadyOrder, reason});
      return await sendOne(backend, orders.filter((_order, index) => !blamed.has(index)), options);
    }
    const [first] = orders;
    if (orders.length === 1 && first) return options.onSent({outcome: 'refused', order: first, reason: error.problem?.detail ?? error.problem?.title ?? error.message});
    const middle = Math.ceil(orders.length / 2);
    await sendOne(backend, orders.slice(0, middle), options);
    return await sendOne(backend, orders.slice(middle), options);
  }
  for (const [index, order] of orders.entries()) options.onSent(toSent(order, results[index]));
}

function toSent(order: ReadyOrder, result: CommandResult | undefined): SentOrder {
  if (result?.outcome === 'applied') return {outcome: 'made', order};
  if (result?.outcome === 'duplicate') return {outcome: 'already-there', order};
  const {code = 'unknown', params = {}} = result?.refusal ?? {};
  // Its id is made from source and number: whatever has it came from an earlier import.
  if (code === 'order/exists') return {outcome: 'refused', order, reason: 'It was imported before with other content. The order in the shop was left as it is.'};
  const facts = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return {outcome: 'refused', order, reason: facts.length === 0 ? code : `${code} (${facts.join(', ')})`};
}

async function pushPatiently(backend: OrderBackend, orders: readonly ReadyOrder[], {patienceMs, stop, onWaiting}: SendOptions): Promise<readonly CommandResult[]> {
  const since = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await backend.pushCommands(orders.map(({command}) => command));
    } catch (error) {
      if (!isBackendError(error) || !error.retriable || stop.aborted) throw error;
      const waited = performance.now() - since;
      if (waited >= patienceMs) throw new GaveUpError(`The server did not answer for ${Math.round(waited / 1000)} seconds. ${error.message}`, {cause: error});
      const delayMs = Math.min(error.retryAfterMs ?? 250 * 2 ** Math.min(attempt, 5), patienceMs);
      onWaiting(error, delayMs);
      await pause(delayMs, stop);
    }
  }
}

/** Waits, or less when `stop` is aborted. */
function pause(delayMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    stop.addEventListener('abort', end, {once: true});
  });
}
