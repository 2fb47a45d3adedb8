import type {Shop} from './shop.ts';

const HEARTBEAT_MS = 15_000;

/** `GET /v1/changes/stream`: says that there is more, never what. */
export function openStream(shop: Shop, request: Request): Response {
  const seen = request.headers.get('last-event-id');
  const told = seen !== null && /^\d{1,15}$/.test(seen) ? Number(seen) : -1;
  const encoder = new TextEncoder();
  let stop = (): void => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string): void => controller.enqueue(encoder.encode(text));
      const tell = (position: number): void => say(`id: ${position}\nevent: change\ndata: {"position":${position}}\n\n`);
      say(': connected\n\n');
      if (shop.position !== told) tell(shop.position);
      const unfollow = shop.follow(tell);
      const heartbeat = setInterval(say, HEARTBEAT_MS, ': still here\n\n');
      stop = () => {
        clearInterval(heartbeat);
        unfollow();
      };
    },
    cancel: () => stop(),
  });
  return new Response(body, {headers: {'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store'}});
}
