/**
 * Open desks: `node listeners.ts URL COUNT HEAD`, started by `fork`. Each holds a stream open and reads the feed when it is
 * told that there is more, as the engine does. Says `{ready}` when all are up to date; asked with `{until: POSITION}`
 * it answers, once every desk has read that far, what that took; asked with `{noteFrom}` it forgets what was before.
 */
import {get, Agent} from 'node:http';
import {createHttpClient, preciseNow} from './http-client.ts';
import type {ListenerAnswer, ListenerQuestion} from './listener-words.ts';
import {TOKEN} from './server-process.ts';

const [url = '', count = '0', head = '0'] = process.argv.slice(2);
const client = createHttpClient(url);
const agent = new Agent({keepAlive: true, maxSockets: Infinity});
let bytes = 0;
let pages = 0;
/** Which desk had read up to which position, and when. */
let seen: [number, number, number][] = [];
/** Pages are the same for all: what stands at their end is read once. */
const known = new Map<string, {cursor: string; hasMore: boolean}>();
const MOST_KNOWN = 64;
const desks: {cursor: string; reached: number}[] = [];

const positionOf = (cursor: string): number => Number(cursor.split('.')[1] ?? 0);

async function openDesk(cursor: string): Promise<void> {
  const desk = {cursor, reached: positionOf(cursor)};
  const place = desks.push(desk) - 1;
  let reading = false;
  let again = false;
  async function readOn(): Promise<void> {
    if (reading) return void (again = true);
    reading = true;
    do {
      again = false;
      const answer = await client.get(`/v1/changes?after=${encodeURIComponent(desk.cursor)}&limit=1000`);
      const key = `${desk.cursor} ${answer.mark}`;
      const {cursor: next, hasMore} = known.get(key) ?? answer.json<{cursor: string; hasMore: boolean}>();
      known.set(key, {cursor: next, hasMore});
      if (known.size > MOST_KNOWN) known.delete(known.keys().next().value ?? '');
      bytes += answer.bytes;
      pages += 1;
      desk.cursor = next;
      desk.reached = positionOf(next);
      seen.push([place, desk.reached, answer.at]);
      again ||= hasMore;
    } while (again);
    reading = false;
  }
  await new Promise<void>((resolve, reject) => {
    get(new URL('/v1/changes/stream', url), {agent, headers: {authorization: `Bearer ${TOKEN}`, 'last-event-id': String(desk.reached)}}, (response) => {
      resolve();
      response.on('data', (data: Buffer) => {
        bytes += data.length;
        if (data.includes('data:')) void readOn();
      });
    }).once('error', reject);
  });
}

async function sayWhenAllHave(position: number): Promise<ListenerAnswer> {
  const deadline = preciseNow() + 120_000;
  while (desks.some(({reached}) => reached < position)) {
    if (preciseNow() > deadline) throw new Error(`After two minutes, ${String(desks.filter(({reached}) => reached < position).length)} of ${String(desks.length)} listeners had not read up to ${String(position)}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {bytes, pages, seen};
}

process.on('message', (question: ListenerQuestion) => {
  if ('noteFrom' in question) {
    [bytes, pages, seen] = [0, 0, []];
    process.send?.({noted: true});
  } else void sayWhenAllHave(question.until).then((answer) => process.send?.(answer));
});

// Desks that were here a moment ago: they have everything but what comes now.
const {cursor} = (await client.get('/v1/changes?limit=1')).json<{cursor: string}>();
const current = cursor.replace(/^([^.]+)\.\d+/, `$1.${head}`);
for (let desk = 0; desk < Number(count); desk += 1) await openDesk(current);
process.send?.({ready: true});
