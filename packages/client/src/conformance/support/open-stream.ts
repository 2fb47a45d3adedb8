import {createEventStreamParser, type StreamEvent} from '../../stream/event-stream-parser.ts';
import type {Ask} from './ask.ts';
import {expectThat, Nonconformity, show} from './nonconformity.ts';

/** An open wake-up stream. */
export interface WakeStream {
  /** How the stream stands in a sentence. */
  readonly sent: string;
  /** Settles with the position of the next event, or undefined when none comes in `ms` milliseconds. */
  next(ms: number): Promise<number | undefined>;
  /** Settles with whether anything at all came, a comment too, in `ms` milliseconds. */
  anything(ms: number): Promise<boolean>;
  close(): void;
}

/** Milliseconds a stream may take to begin. */
const OPENING_MS = 15_000;

/**
 * Opens `GET /v1/changes/stream`.
 * @throws Nonconformity unless it is an event stream; `next` does for an event that does not say what it should.
 */
export async function openStream(ask: Ask, {lastEventId, process}: {lastEventId?: number; process?: number} = {}): Promise<WakeStream> {
  const abort = new AbortController();
  const sent = `GET /v1/changes/stream${lastEventId === undefined ? '' : ` with Last-Event-ID ${lastEventId}`}`;
  const opening = setTimeout(() => abort.abort(), OPENING_MS);
  const headers = lastEventId === undefined ? {} : {'last-event-id': String(lastEventId)};
  let response: Response;
  try {
    response = await ask.open('/v1/changes/stream', {signal: abort.signal, headers, ...(process === undefined ? {} : {process})});
  } catch (error) {
    throw new Nonconformity({sent, expected: 'an event stream', came: abort.signal.aborted ? 'nothing in time' : String(error)});
  } finally {
    clearTimeout(opening);
  }
  const type = response.headers.get('content-type') ?? '';
  if (response.status !== 200 || !type.startsWith('text/event-stream') || response.body === null) {
    abort.abort();
    throw new Nonconformity({sent, expected: '200 with text/event-stream', came: `${response.status} with ${show(type)}`});
  }

  const events: StreamEvent[] = [];
  const watchers = new Set<() => void>();
  let pieces = 0;
  const parser = createEventStreamParser({onEvent: (event) => void events.push(event)});
  void (async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const {done, value} = await reader.read();
      if (done) return;
      pieces += 1;
      parser.push(decoder.decode(value, {stream: true}));
      for (const look of watchers) look();
    }
  })(response.body).catch(() => {
    // It was closed, or broke off: whoever waits for an event sees that none came.
  });

  const until = (isSo: () => boolean, ms: number): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (answer: boolean): void => {
        clearTimeout(timer);
        watchers.delete(look);
        resolve(answer);
      };
      const look = (): void => void (isSo() && end(true));
      const timer = setTimeout(end, ms, false);
      watchers.add(look);
      look();
    });

  return {
    sent,
    async next(ms) {
      if (!(await until(() => events.length > 0, ms))) return undefined;
      return positionOf(events.shift() as StreamEvent, sent);
    },
    anything: async (ms) => {
      const before = pieces;
      return until(() => pieces > before, ms);
    },
    close: () => abort.abort(),
  };
}

function positionOf({type, data, lastEventId}: StreamEvent, sent: string): number {
  let position: unknown;
  try {
    ({position} = JSON.parse(data) as {position?: unknown});
  } catch {
    position = undefined;
  }
  expectThat(type === 'change' && typeof position === 'number' && lastEventId === String(position), {
    sent,
    expected: 'events of the type “change” with data {"position":n} and n as id',
    came: show({event: type, data, id: lastEventId}),
  });
  return position;
}
