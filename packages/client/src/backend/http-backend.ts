import type {Command, CommandResult, OrderBackend} from '@packline/core';
import type * as z from 'zod/mini';
import {changesPageSchema} from '../contract/changes.ts';
import {commandsAnswerSchema} from '../contract/commands.ts';
import {orderDocumentSchema} from '../contract/documents.ts';
import {COMMANDS_BODY_BYTES, COMMANDS_PER_BATCH, STREAM_SILENCE_MS} from '../contract/limits.ts';
import {orderSummariesSchema, type OrderSummaries} from '../contract/order-summaries.ts';
import {eventsAnswerSchema, ordersPageSchema} from '../contract/orders.ts';
import {PATHS} from '../contract/paths.ts';
import {sessionSchema} from '../contract/session.ts';
import {STREAM_EVENT} from '../contract/stream.ts';
import {createHttp, normalizeEndpoint, PICTURE_TIMEOUT_MS, type TokenSource} from '../http/create-http.ts';
import {toBackendError, unreadable} from '../http/to-backend-error.ts';
import {listenToStream} from '../stream/listen-to-stream.ts';
import {splitIntoBatches} from './split-into-batches.ts';

export interface HttpBackendOptions {
  /** Where the backend is, for example `https://shop.example/packline`. Relative to the page in a browser. */
  readonly endpoint: string;
  /** A bearer token, or a function that is asked for one before every request. */
  readonly token: TokenSource;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds to wait for an answer to begin, and once more for its body. Default 30,000; pictures get five minutes. */
  readonly timeoutMs?: number;
  /** Milliseconds without a byte after which the wake-up stream counts as dead. Default 40,000; heartbeats come every 15,000. */
  readonly silenceMs?: number;
  /** Most commands in one request, 1–500. Default 500. */
  readonly commandsPerBatch?: number;
  /** Most bytes in one request of commands. Default 4 MiB. */
  readonly bytesPerBatch?: number;
}

/** A backend that is reached by HTTP: what every backend does, and lists without whole orders. */
export interface HttpBackend extends OrderBackend {
  /**
   * Like `readOrders`, with summaries instead of whole orders: for a list on a screen, at a fraction of the bytes.
   * @example
   * const {orders, count} = await backend.readOrderSummaries({query: 'status:processing', limit: 50});
   */
  readOrderSummaries(options: Parameters<OrderBackend['readOrders']>[0]): Promise<OrderSummaries>;
}

/**
 * Speaks Packline's protocol with a backend.
 *
 * More commands than a request may carry travel in several, one after the other. With `dryRun` each request is a trial of
 * its own: what one of them would change is not known to the next, so commands to one order belong close together.
 *
 * Every method throws a `BackendError` with a stable `code` and a `retriable` field, or the reason of its `signal`
 * when that was aborted. Commands carry their own identity: sending one again, after an answer was lost, is safe.
 *
 * @throws EngineError `client/bad-endpoint` at once when the endpoint is no address.
 * @example
 * const backend = createHttpBackend({endpoint: 'https://shop.example', token: () => readTokenFromMySession()});
 * const {store} = await backend.readSession();
 */
export function createHttpBackend(options: HttpBackendOptions): HttpBackend {
  const {silenceMs = STREAM_SILENCE_MS, commandsPerBatch = COMMANDS_PER_BATCH, bytesPerBatch = COMMANDS_BODY_BYTES} = options;
  const endpoint = normalizeEndpoint(options.endpoint);
  const http = createHttp(options);
  let lastEventId = '';

  async function ask<Answer>(signal: AbortSignal | undefined, request: () => Promise<Answer>): Promise<Answer> {
    try {
      return await request();
    } catch (thrown) {
      throw toBackendError(thrown, signal);
    }
  }

  function read<Answer>(path: string, schema: z.ZodMiniType<Answer>, signal: AbortSignal | undefined, searchParams: Record<string, string | number | undefined> = {}): Promise<Answer> {
    return ask(signal, () => http.get(path, {...withSignal(signal), searchParams}).json(schema));
  }

  async function post(commands: readonly Command[], searchParams: Record<string, string>, signal: AbortSignal | undefined): Promise<CommandResult[]> {
    const results: CommandResult[] = [];
    for (const batch of splitIntoBatches(commands, {maxCount: commandsPerBatch, maxBytes: bytesPerBatch})) {
      const request = () =>
        http.post(PATHS.commands, {...withSignal(signal), searchParams, body: batch.body, headers: {'content-type': 'application/json'}}).json(commandsAnswerSchema);
      const answer = await ask(signal, request);
      if (answer.results.length !== batch.commands.length || answer.results.some(({id}, index) => id !== batch.commands[index]?.id)) {
        throw unreadable('The backend answered to other commands than were sent.');
      }
      results.push(...answer.results);
    }
    return results;
  }

  return {
    endpoint,

    readSession: ({signal} = {}) => read(PATHS.me, sessionSchema, signal),

    pushCommands: (commands, {signal, return: wanted, dryRun} = {}) => post(commands, {...(wanted === undefined ? {} : {return: wanted}), ...(dryRun === true ? {dryRun: '1'} : {})}, signal),

    readChanges: ({after, scope, limit, signal}) => read(PATHS.changes, changesPageSchema, signal, {after: after ?? undefined, scope, limit}),

    async listen({onWake, onOpen, signal}) {
      const isFirst = lastEventId === '';
      await listenToStream(http, {
        path: PATHS.changesStream,
        lastEventId,
        silenceMs,
        signal,
        onId: (id) => (lastEventId = id),
        onOpen: () => {
          onOpen?.();
          // Without an id to resume from, what happened before the stream was open would go unnoticed.
          if (isFirst) onWake();
        },
        onEvent: ({type}) => {
          if (type === STREAM_EVENT || type === 'message') onWake();
        },
      });
    },

    readOrder: (orderId, {signal} = {}) => read(PATHS.order(orderId), orderDocumentSchema, signal),

    readOrders: ({query, sort, limit, after, signal}) => read(PATHS.orders, ordersPageSchema, signal, {q: query, sort, limit, after}),

    readOrderSummaries: ({query, sort, limit, after, signal}) => read(PATHS.orders, orderSummariesSchema, signal, {q: query, sort, limit, after, view: 'row'}),

    readEvents: async (orderId, {signal} = {}) => (await read(PATHS.orderEvents(orderId), eventsAnswerSchema, signal)).events,

    readReceipt: (orderId, receiptId, {signal} = {}) =>
      ask(signal, () =>
        http.get(PATHS.receiptContent(orderId, receiptId), {...withSignal(signal), timeout: PICTURE_TIMEOUT_MS}).blob(),
      ),
  };
}

function withSignal(signal: AbortSignal | undefined): {signal?: AbortSignal} {
  return signal === undefined ? {} : {signal};
}
