/** Milliseconds between signs of life, so that proxies and readers can tell a quiet connection from a dead one. */
const HEARTBEAT_MS = 15_000;

/** Wakes this close together are told once. */
const COALESCE_MS = 25;

/** Milliseconds after which a reader whose stream ended asks again. */
const RETRY_MS = 1000;

/** What an event stream follows. */
export interface StreamSource {
  /** Where things stand now; asked once it is being followed, so that nothing falls in between. */
  current(): Promise<number>;
  /** Calls back with every newer number; the answer stops it. */
  follow(onChange: (number: number) => void): () => void;
  /** Whether the reader may still listen; asked with every sign of life. A question that fails is asked again with the next. */
  isStillGood(): Promise<boolean>;
  readonly stopping: AbortSignal;
}

/**
 * Server-sent events that only say "there is more": `id` and `data` name how far there is something to read. The first
 * event comes at once unless the reader has said that it is up to date, so nothing is lost between reading and listening.
 * A reader that takes nothing is told the newest number when it does; nothing piles up for it.
 */
export function eventStream(request: Request, {current, follow, isStillGood, stopping}: StreamSource): Response {
  const headers = {'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no'};
  // Nobody would ever read, or give up reading, the body of an answer to HEAD.
  if (request.method === 'HEAD') return new Response(null, {headers});
  const encoder = new TextEncoder();
  let told = lastEventId(request) ?? -1;
  let newest = told;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let stop = (): void => {};

  function tell(controller: ReadableStreamDefaultController<Uint8Array>): void {
    clearTimeout(timer);
    timer = undefined;
    // Writing the last words may ask for more.
    if (ended || newest <= told || isFull(controller)) return;
    told = newest;
    controller.enqueue(encoder.encode(`id: ${newest}\nevent: change\ndata: {"position":${newest}}\n\n`));
  }

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const unfollow = follow((number) => {
        newest = Math.max(newest, number);
        // A little apart, so that a hundred listeners do not read the same page in the same millisecond.
        timer ??= setTimeout(tell, COALESCE_MS * (0.5 + Math.random()), controller);
      });
      let asking = false;
      const heartbeat = setInterval(() => {
        if (!isFull(controller)) controller.enqueue(encoder.encode(': still here\n\n'));
        if (asking) return;
        asking = true;
        isStillGood()
          .then((isGood) => isGood || end())
          // A database that is away for a moment is no reason to send everybody who listens to it at once.
          .catch(() => undefined)
          .finally(() => (asking = false));
      }, HEARTBEAT_MS);
      const end = (): void => {
        if (ended) return;
        stop();
        // Whoever listens asks again, and finds a process that stays; not all of them in the same moment.
        if (stopping.aborted) controller.enqueue(encoder.encode(`retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_MS)}\n: this server is stopping\n\n`));
        controller.close();
      };
      stop = () => {
        ended = true;
        clearInterval(heartbeat);
        clearTimeout(timer);
        unfollow();
        stopping.removeEventListener('abort', end);
      };
      stopping.addEventListener('abort', end);

      controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n: connected\n\n`));
      if (stopping.aborted) return end();
      void current().then((now) => {
        if (ended) return;
        // A reader that has seen more than there is has seen it before a restore.
        if (told > now) told = newest = -1;
        newest = Math.max(newest, now);
        tell(controller);
      }, end);
    },
    pull: tell,
    cancel: () => stop(),
  });
  return new Response(body, {headers});
}

/** Ends one thing and another. */
export function endBoth(one: () => void, other: () => void): () => void {
  return () => {
    one();
    other();
  };
}

/** What was written before is still on its way to a reader that takes its time. */
function isFull({desiredSize}: ReadableStreamDefaultController<Uint8Array>): boolean {
  return desiredSize === null || desiredSize <= 0;
}

/** The number in `Last-Event-ID`, if it is one; undefined when the reader did not say what it has seen. */
function lastEventId(request: Request): number | undefined {
  const text = request.headers.get('last-event-id');
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
