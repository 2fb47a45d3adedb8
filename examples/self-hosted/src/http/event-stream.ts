/** Milliseconds between signs of life, so that proxies and readers can tell a quiet connection from a dead one. */
const HEARTBEAT_MS = 15_000;

/** Wakes this close together are told once. */
const COALESCE_MS = 25;

/** What an event stream follows. */
export interface StreamSource {
  /** Where things stand now; asked once it is being followed, so that nothing falls in between. */
  current(): Promise<number>;
  /** Calls back with every newer number; the answer stops it. */
  follow(onChange: (number: number) => void): () => void;
  readonly stopping: AbortSignal;
}

/**
 * Server-sent events that only say "there is more": `id` and `data` name how far there is something to read. The first
 * event comes at once unless the reader has said that it is up to date, so nothing is lost between reading and listening.
 */
export function eventStream(request: Request, {current, follow, stopping}: StreamSource): Response {
  const headers = {'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no'};
  // Nobody would ever read, or give up reading, the body of an answer to HEAD.
  if (request.method === 'HEAD') return new Response(null, {headers});
  const lastSeen = lastEventId(request);
  let stop = (): void => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const write = (text: string): void => controller.enqueue(encoder.encode(text));
      let newest = lastSeen ?? -1;
      let told = lastSeen ?? -1;
      let timer: NodeJS.Timeout | undefined;
      let ended = false;

      const tell = (): void => {
        clearTimeout(timer);
        timer = undefined;
        if (ended || newest <= told) return;
        told = newest;
        write(`id: ${newest}\nevent: change\ndata: {"position":${newest}}\n\n`);
      };
      const notice = (number: number): void => {
        newest = Math.max(newest, number);
        // A little apart, so that a hundred listeners do not read the same page in the same millisecond.
        timer ??= setTimeout(tell, COALESCE_MS * (0.5 + Math.random()));
      };
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
      const unfollow = follow(notice);
      const end = (): void => {
        stop();
        controller.close();
      };
      stop = () => {
        stop = () => {};
        ended = true;
        clearInterval(heartbeat);
        clearTimeout(timer);
        unfollow();
        stopping.removeEventListener('abort', end);
      };
      stopping.addEventListener('abort', end);

      write('retry: 1000\n: connected\n\n');
      if (stopping.aborted) return end();
      void current().then((now) => {
        // A reader that has seen more than there is has seen it before a restore.
        if (told > now) told = -1;
        newest = Math.max(now, told === -1 ? -1 : newest);
        tell();
      }, end);
    },
    cancel: () => stop(),
  });
  return new Response(body, {headers});
}

/** The number in `Last-Event-ID`, if it is one; undefined when the reader did not say what it has seen. */
function lastEventId(request: Request): number | undefined {
  const text = request.headers.get('last-event-id');
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
