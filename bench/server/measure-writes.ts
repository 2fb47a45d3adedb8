import type {CommandResult} from '@packline/core';
import {median, quantile} from '../harness/statistics.ts';
import type {BenchDatabase} from './database.ts';
import type {HttpClient} from './http-client.ts';
import {startListeners} from './listener-process.ts';
import {readyId} from './series.ts';
import type {ServerProcess} from './server-process.ts';

/** Commands one request may carry. */
const BATCH = 500;
const QUIET_MS = 100;
const BARE_ROUNDS = 3;
const MIB = 1024 * 1024;

/** Writing over HTTP; seconds and milliseconds by the clock, processor time of the server's process. */
export interface WriteFigures {
  /** One command a request, over so many connections at once. */
  readonly commandsPerSecond: number;
  readonly connections: number;
  readonly bulkOrders: number;
  /** Nobody listens. */
  readonly bulkSeconds: number;
  readonly bulkProcessorSeconds: number;
  /** The same rows, the same bytes, without a server. */
  readonly bareUpdateSeconds: number;
  readonly listeners: number;
  readonly heardBulkSeconds: number;
  /** Until the last listener has all of it. */
  readonly heardSeconds: number;
  readonly heardProcessorSeconds: number;
  readonly heardMiB: number;
  readonly heardPages: number;
  /** From the answer to a command until a listener has its order: a bulk dispatch, and a command at a time. */
  readonly bulkLagP95: number;
  readonly quietLagP50: number;
  readonly quietLagP95: number;
  readonly memoryMiB: number;
  readonly memoryWithListenersMiB: number;
}

export interface WriteOptions {
  readonly bulk: number;
  readonly listeners: number;
  readonly connections: number;
  readonly seconds: number;
}

interface Batch {
  readonly position: number;
  readonly at: number;
}

let made = 0;
const command = (orderId: string, body: object): object => ({id: `bench-${String(process.pid)}-${String(Date.now())}-${String((made += 1))}`, schemaVersion: 1, orderId, ...body});

export async function measureWrites(database: BenchDatabase, server: ServerProcess, client: HttpClient, options: WriteOptions): Promise<WriteFigures> {
  const {bulk, listeners: count, connections, seconds} = options;
  const commandsPerSecond = await singleCommands(client, {connections, seconds});
  const ids = (round: number): string[] => Array.from({length: bulk}, (_, index) => readyId(round * bulk + index));

  const before = server.processorSeconds();
  const plain = await dispatch(client, ids(0));
  const bulkProcessorSeconds = server.processorSeconds() - before;
  const rows = await database.readRows(ids(0));
  const bare: number[] = [];
  for (let round = 0; round < BARE_ROUNDS; round += 1) {
    const began = performance.now();
    await database.updateRows(rows);
    bare.push((performance.now() - began) / 1000);
  }

  const memory = server.memory();
  const listeners = await startListeners(server.url, count, plain.batches.at(-1)?.position ?? 0);
  try {
    await listeners.note();
    const quiet = await quietLags(client, listeners, ids(0).slice(0, 40));
    await listeners.note();
    const processor = server.processorSeconds();
    const began = performance.now();
    const heard = await dispatch(client, ids(1));
    const {bytes, pages, seen} = await listeners.readUpTo(heard.batches.at(-1)?.position ?? 0);
    const heardSeconds = (performance.now() - began) / 1000;
    return {
      commandsPerSecond,
      connections,
      bulkOrders: bulk,
      bulkSeconds: plain.seconds,
      bulkProcessorSeconds,
      bareUpdateSeconds: median(bare),
      listeners: count,
      heardBulkSeconds: heard.seconds,
      heardSeconds,
      heardProcessorSeconds: server.processorSeconds() - processor,
      heardMiB: bytes / MIB,
      heardPages: pages,
      bulkLagP95: quantile(lagsOf(heard.batches, seen), 0.95),
      quietLagP50: quantile(quiet, 0.5),
      quietLagP95: quantile(quiet, 0.95),
      memoryMiB: memory / MIB,
      memoryWithListenersMiB: server.memory() / MIB,
    };
  } finally {
    listeners.stop();
  }
}

/** Requests of one command each, as many at a time as there are connections. */
async function singleCommands(client: HttpClient, {connections, seconds}: {connections: number; seconds: number}): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1000;
  let done = 0;
  const work = async (connection: number): Promise<void> => {
    for (let index = 0; performance.now() < end; index += 1) {
      await push(client, [command(readyId(connection * 50 + (index % 50)), {type: 'note.add', text: 'Looked at'})]);
      done += 1;
    }
  };
  await Promise.all(Array.from({length: connections}, (_, connection) => work(connection)));
  return done / ((performance.now() - began) / 1000);
}

/** A bulk dispatch as a client sends it: five hundred commands a request, one request after the other. */
async function dispatch(client: HttpClient, ids: readonly string[]): Promise<{seconds: number; batches: readonly Batch[]}> {
  const batches: Batch[] = [];
  const began = performance.now();
  for (let start = 0; start < ids.length; start += BATCH) {
    batches.push(await push(client, ids.slice(start, start + BATCH).map((id) => command(id, {type: 'order.dispatch', mode: 'all_items'}))));
  }
  return {seconds: (performance.now() - began) / 1000, batches};
}

async function push(client: HttpClient, commands: readonly object[]): Promise<Batch> {
  const answer = await client.post('/v1/commands', JSON.stringify({commands}));
  const {results} = answer.json<{results: CommandResult[]}>();
  const wrong = results.find(({outcome}) => outcome !== 'applied');
  if (wrong) throw new Error(`A command was not applied: ${JSON.stringify(wrong).slice(0, 500)}`);
  return {position: Math.max(...results.map(({position}) => position)), at: answer.at};
}

async function quietLags(client: HttpClient, listeners: Awaited<ReturnType<typeof startListeners>>, ids: readonly string[]): Promise<number[]> {
  const batches: Batch[] = [];
  for (const id of ids) {
    batches.push(await push(client, [command(id, {type: 'note.add', text: 'Rang the customer'})]));
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
  const {seen} = await listeners.readUpTo(batches.at(-1)?.position ?? 0);
  return lagsOf(batches, seen);
}

/** How long each listener waited for each batch; what it heard before the answer was there counts as at once. */
function lagsOf(batches: readonly Batch[], seen: readonly (readonly [number, number, number])[]): number[] {
  const lags: number[] = [];
  for (const reads of Map.groupBy(seen, ([listener]) => listener).values()) {
    for (const batch of batches) {
      const read = reads.find(([, position]) => position >= batch.position);
      if (read !== undefined) lags.push(Math.max(0, read[2] - batch.at));
    }
  }
  return lags;
}
