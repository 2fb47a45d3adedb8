import {createHash, timingSafeEqual} from 'node:crypto';
import {Hono} from 'hono';
import {HttpProblem} from '../http/problem.ts';
import type {Services} from '../services.ts';

/** Milliseconds the database has to answer. */
const PATIENCE_MS = 2000;
const NOT_KEPT = {'cache-control': 'no-store'};

/**
 * `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: what it counts, for whoever holds METRICS_TOKEN;
 * without that setting there is nothing at that address.
 */
export function healthRoutes({storage, storeId, leaving, metrics, metricsToken}: Pick<Services, 'storage' | 'storeId' | 'leaving' | 'metrics' | 'metricsToken'>): Hono {
  return new Hono()
    .get('/healthz', (context) => context.json({status: 'ok'}, 200, NOT_KEPT))
    .get('/readyz', async (context) => {
      if (leaving.aborted) throw new HttpProblem('stopping');
      // Migrations were run before the first request; an answer from the tables says that they are there.
      if (!(await answersInTime(storage.readFeedState(storeId)))) throw new HttpProblem('unavailable', undefined, {headers: {'retry-after': '2'}});
      return context.json({status: 'ready'}, 200, NOT_KEPT);
    })
    .get('/metrics', async (context) => {
      if (metricsToken === undefined) throw new HttpProblem('not-found', 'There is nothing at /metrics.');
      const bearer = /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? '';
      if (!isSame(bearer, metricsToken)) throw new HttpProblem('signed-out', 'Send the header “Authorization: Bearer” with METRICS_TOKEN.', {headers: {'www-authenticate': 'Bearer realm="Packline metrics"'}});
      const {type, text} = await metrics.read();
      return context.body(text, 200, {...NOT_KEPT, 'content-type': type});
    });
}

/** Takes the same time for whatever was guessed. */
function isSame(left: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}

async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  const isThere = await Promise.race([answer.then(() => true, () => false), late]);
  clearTimeout(timer);
  return isThere;
}
