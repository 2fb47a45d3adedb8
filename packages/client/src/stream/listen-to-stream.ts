import type {KyInstance} from 'ky';
import {toBackendError, unreachable, unreadable} from '../http/to-backend-error.ts';
import {createEventStreamParser, type StreamEvent} from './event-stream-parser.ts';

export interface ListenOptions {
  readonly path: string;
  /** Sent so that the backend can say at once whether something happened meanwhile; empty at first. */
  readonly lastEventId: string;
  /** Milliseconds without a byte after which the line counts as dead. */
  readonly silenceMs: number;
  readonly onOpen: () => void;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onId: (id: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads one `text/event-stream` connection until it ends.
 *
 * Resolves when the backend closed it or `signal` was aborted. A line that breaks or falls silent throws
 * `backend/unreachable` with the stream's own `retry:` as `retryAfterMs`; an answer that is no stream throws
 * `backend/unreadable-answer`. It is read by fetch and not by `EventSource`, which cannot send a bearer token.
 */
export async function listenToStream(http: KyInstance, {path, lastEventId, silenceMs, onOpen, onEvent, onId, signal}: ListenOptions): Promise<void> {
  const line = new AbortController();
  let silent = false;
  let retryDelayMs: number | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let letGo: (() => void) | undefined;
  const fellSilent = () => unreachable('The line to the backend fell silent.', undefined, retryDelayMs);
  const heardSomething = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      silent = true;
      line.abort();
    }, silenceMs);
  };

  try {
    const response = await http.get(path, {
      headers: {accept: 'text/event-stream', ...(lastEventId === '' ? {} : {'last-event-id': lastEventId})},
      retry: 0,
      signal: AbortSignal.any([signal, line.signal]),
    });
    const type = response.headers.get('content-type') ?? '';
    if (!response.body || !/^text\/event-stream\b/i.test(type)) {
      line.abort();
      throw unreadable('The backend answered with something that is not an event stream.');
    }
    heardSomething();
    onOpen();
    const decoder = new TextDecoder();
    const parser = createEventStreamParser({onEvent, onId, onRetry: (delayMs) => (retryDelayMs = delayMs)});
    const reader = response.body.getReader();
    // In Node a request hears its signal only until it is collected, and this line may be open for days.
    letGo = () => void reader.cancel().catch(() => {});
    for (const one of [signal, line.signal]) one.addEventListener('abort', letGo);
    if (signal.aborted) letGo();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      heardSomething();
      parser.push(decoder.decode(chunk.value, {stream: true}));
    }
    if (silent) throw fellSilent();
  } catch (thrown) {
    if (signal.aborted) return;
    if (silent) throw fellSilent();
    const error = toBackendError(thrown);
    throw retryDelayMs === undefined ? error : unreachable('The line to the backend broke off.', thrown, retryDelayMs);
  } finally {
    clearTimeout(watchdog);
    line.abort();
    if (letGo !== undefined) signal.removeEventListener('abort', letGo);
  }
}
