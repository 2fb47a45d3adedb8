/** One message of an event stream, as it came over the wire. */
export interface StreamMessage {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

export interface OpenStream {
  readonly response: Response;
  /** The next message; rejects when the stream ends or nothing comes in time. */
  next(): Promise<StreamMessage>;
  /** Settles when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Milliseconds after which a message that should come is given up; far above what it takes. */
const PATIENCE_MS = 10_000;

/** Reads a `text/event-stream` message by message. */
export async function openStream(url: string | URL, headers: Record<string, string> = {}): Promise<OpenStream> {
  const abort = new AbortController();
  const response = await fetch(url, {headers: {accept: 'text/event-stream', ...headers}, signal: abort.signal});
  const messages: StreamMessage[] = [];
  const waiting: ((message: StreamMessage) => void)[] = [];
  const deliver = (message: StreamMessage): void => {
    const first = waiting.shift();
    if (first) first(message);
    else messages.push(message);
  };
  const ended = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body as ReadableStream<Uint8Array>) {
        text += decoder.decode(chunk, {stream: true});
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const fields = Object.fromEntries(
            text
              .slice(0, end)
              .split('\n')
              .filter((line) => !line.startsWith(':'))
              .map((line) => line.split(/: ?(.*)/s, 2)),
          ) as Record<string, string>;
          text = text.slice(end + 2);
          if (fields['data'] !== undefined) deliver({id: fields['id'] ?? '', event: fields['event'] ?? 'message', data: fields['data']});
        }
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  })();
  return {
    response,
    ended,
    next() {
      const known = messages.shift();
      if (known) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('No message came.')), PATIENCE_MS);
        waiting.push((message) => {
          clearTimeout(timer);
          resolve(message);
        });
      });
    },
    close: () => abort.abort(),
  };
}
