import {Readable} from 'node:stream';
import {dayAt} from '@packline/core';
import {Hono} from 'hono';
import {describeError} from '../observability/describe-error.ts';
import {exportOrders, type ExportWish} from '../operations/export/export-orders.ts';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {badParameter} from './known-parameters.ts';
import {readQuery} from './list-parameters.ts';
import {HttpProblem} from './problem.ts';

/** Exports under way in this process; each reads the whole shop. */
const MOST_AT_ONCE = 2;
/** Milliseconds that somebody who reads nothing keeps the shop's moment open. */
const PATIENCE_MS = 60_000;

/**
 * `GET /v1/export?format=csv|jsonl&q=…`: all orders that match, at one moment, as a file. It is written as it is read, so
 * it may be of any size, and ends when whoever reads it goes away.
 */
export function exportRoute({storage, storeId, now, log, stopping}: Services): Hono<ApiEnv> {
  let underWay = 0;
  return new Hono<ApiEnv>().get('/', async (context) => {
    const {role} = context.get('person');
    const {settings} = await storage.readFeedState(storeId);
    const wish: ExportWish = {
      format: oneOf('format', context.req.query('format'), ['csv', 'jsonl']),
      rows: oneOf('rows', context.req.query('rows'), ['lines', 'orders']),
      bom: oneOf('bom', context.req.query('bom'), ['0', '1']) === '1',
      query: readQuery(context.req.query('q'), {role, today: dayAt(now(), settings.timeZone)}),
      role,
    };
    const headers = {
      'content-type': wish.format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="orders-${dayAt(now(), settings.timeZone)}.${wish.format}"`,
      'cache-control': 'no-store',
    };
    // Nobody would ever read, or give up reading, the body of an answer to HEAD.
    if (context.req.method === 'HEAD') return new Response(null, {headers});
    if (underWay >= MOST_AT_ONCE) throw new HttpProblem('too-many', 'Other exports are under way. Try again when one of them has ended.', {headers: {'retry-after': '30'}});
    underWay += 1;
    // Whoever has all of it in their buffers and reads none takes no place any more.
    const work = (take: (piece: string) => Promise<void>) => exportOrders(storage, storeId, wish, take).finally(() => (underWay -= 1));
    const out = toReadable(work, stopping, (error) => log.error('An export could not be finished.', {error: describeError(error)}));
    return new Response(Readable.toWeb(out) as ReadableStream<Uint8Array>, {headers});
  });
}

function oneOf<const Value extends string>(name: string, value: string | undefined, allowed: readonly [Value, ...Value[]]): Value {
  if (value === undefined) return allowed[0];
  const known = allowed.find((each) => each === value);
  if (known === undefined) throw badParameter(name, `can be ${allowed.join(' or ')}.`);
  return known;
}

/** What `write` gives, at the pace of whoever reads. It ends with the reader, with the server, or when nobody reads on. */
function toReadable(write: (take: (piece: string) => Promise<void>) => Promise<unknown>, stopping: AbortSignal, failed: (error: unknown) => void): Readable {
  let wanted: (() => void) | undefined;
  const out = new Readable({
    read() {
      wanted?.();
      wanted = undefined;
    },
  });
  const end = (): void => void out.destroy(new Error('The server is stopping.'));
  // Whoever reads is told by the broken connection; there is nobody else to tell.
  out.on('error', () => {});
  stopping.addEventListener('abort', end, {once: true});
  out.once('close', () => {
    stopping.removeEventListener('abort', end);
    // Whoever waits for room finds out that there is nobody any more.
    wanted?.();
  });
  write(async (piece) => {
    if (out.destroyed) throw new ReaderGone();
    if (out.push(Buffer.from(piece))) return;
    await new Promise<void>((resolve) => {
      const impatient = setTimeout(() => out.destroy(), PATIENCE_MS);
      wanted = () => {
        clearTimeout(impatient);
        resolve();
      };
    });
    if (out.destroyed) throw new ReaderGone();
  }).then(
    () => out.push(null),
    (error: unknown) => {
      if (error instanceof ReaderGone) return;
      failed(error);
      out.destroy(error instanceof Error ? error : new Error(String(error)));
    },
  );
  return out;
}

class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}
