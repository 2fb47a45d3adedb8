import {isDeepStrictEqual} from 'node:util';
import type {Order, OrderBackend} from '@packline/core';
import {Dice, seedOf} from '../../../packages/core/simulation/world/dice.ts';
import {FeedReader} from './feed-reader.ts';
import {Load} from './load.ts';
import {backendOf, type ProofShop} from './support/proof-shop.ts';

const WRITERS = 8;
/** Commands that are answered in a race at least, unless nothing moves at all. */
const LEAST_COMMANDS = 100;
/** Milliseconds that readers have to catch up once the writers have stopped, each time anew while pages come: far above what it takes. */
const PATIENCE_MS = 60_000;

export interface RaceFigures {
  readonly dialect: string;
  readonly processes: number;
  readonly seed: number;
  readonly seconds: number;
  readonly orders: number;
  readonly applied: number;
  readonly refused: number;
  readonly readers: readonly {readonly name: string; readonly pages: number; readonly wakes: number; readonly drops: number; readonly missing: number; readonly stale: number; readonly tooMany: number; readonly backwards: number}[];
  /** Acknowledged commands that the server's own orders do not contain. */
  readonly lostByServer: number;
  /** Orders that some reader has not, or not as they are. */
  readonly lost: number;
}

/** Writers write through all processes while readers read, are dropped and come back; then everybody is compared with the server. */
export async function runFeedRace(shop: ProofShop, {ms, seed, patienceMs = PATIENCE_MS}: {ms: number; seed: number; patienceMs?: number}): Promise<RaceFigures> {
  const load = new Load(`r${seed.toString(36)}`);
  const writing = new AbortController();
  const anew = (): OrderBackend[] => shop.servers.map(({process: {url, token}}) => backendOf(url, token));
  const [first, second] = [anew().slice(0, 1), anew().slice(-1)];
  const readers = [
    new FeedReader({name: 'stays, whole pages', backends: first, scope: 'all', mostPerPage: 1000}, new Dice(seedOf(seed, 1))),
    new FeedReader({name: 'stays, pages of 1 to 3, open orders and 90 days', backends: second, scope: 'open+90d', mostPerPage: 3}, new Dice(seedOf(seed, 2))),
    new FeedReader({name: 'dropped, comes back with Last-Event-ID', backends: second, scope: 'all', mostPerPage: 40, droppedAfterMs: 900}, new Dice(seedOf(seed, 3))),
    new FeedReader({name: 'dropped, comes back to any process', backends: anew(), scope: 'all', mostPerPage: 200, droppedAfterMs: 400}, new Dice(seedOf(seed, 4))),
  ];
  const reading = Promise.all(readers.map((reader) => reader.run()));
  const writers = Promise.all(Array.from({length: WRITERS}, (_, index) => load.write(anew()[index % shop.servers.length] as OrderBackend, new Dice(seedOf(seed, 100 + index)), writing.signal)));
  const began = performance.now();
  try {
    await Promise.race([reading, writers, enough(load, ms)]);
  } finally {
    writing.abort();
  }
  await writers;
  const seconds = (performance.now() - began) / 1000;
  readers.forEach((reader) => reader.leaveAlone());
  const truth = await readQuiet(shop);
  await Promise.race([reading, caughtUp(readers, truth, patienceMs)]);
  readers.forEach((reader) => reader.stop());
  await reading;

  const compared = readers.map((reader) => ({name: reader.name, pages: reader.pages, wakes: reader.wakes, drops: reader.drops, backwards: reader.backwards, ...compare(reader.replica, truth)}));
  return {
    dialect: shop.dialect,
    processes: shop.servers.length,
    seed,
    seconds: Math.round(seconds * 10) / 10,
    orders: truth.size,
    applied: load.applied.length,
    refused: load.acknowledged.size - load.applied.length,
    readers: compared,
    lostByServer: load.applied.filter(({command, version}) => (truth.get(command.orderId)?.version ?? 0) < version).length,
    lost: Math.max(...compared.map(({missing, stale, tooMany, backwards}) => missing + stale + tooMany + backwards)),
  };
}

/** The time is over and something has happened in it, which takes longer on a machine that has much else to do. */
async function enough(load: Load, ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const deadline = Date.now() + PATIENCE_MS; load.acknowledged.size < LEAST_COMMANDS && Date.now() < deadline; ) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** All orders, once nothing is being written any more: a request that got no answer may still be carried out. */
async function readQuiet(shop: ProofShop): Promise<ReadonlyMap<string, Order>> {
  for (let before = await readTruth(shop); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const now = await readTruth(shop);
    if (isDeepStrictEqual(now, before)) return now;
    before = now;
  }
}

/** All orders by the list, which knows nothing of the feed. */
async function readTruth({servers: [server]}: ProofShop): Promise<ReadonlyMap<string, Order>> {
  const truth = new Map<string, Order>();
  if (server === undefined) return truth;
  let after: string | undefined;
  do {
    const page = await server.backend.readOrders({query: '', sort: 'placedAt', limit: 500, ...(after === undefined ? {} : {after})});
    for (const order of page.orders) truth.set(order.id, order);
    after = page.hasMore ? (page.cursor ?? undefined) : undefined;
  } while (after !== undefined);
  return truth;
}

function compare(replica: ReadonlyMap<string, Order>, truth: ReadonlyMap<string, Order>): {missing: number; stale: number; tooMany: number} {
  let [missing, stale] = [0, 0];
  for (const [id, order] of truth) {
    const copy = replica.get(id);
    if (copy === undefined) missing += 1;
    else if (!isDeepStrictEqual(copy, order)) stale += 1;
  }
  return {missing, stale, tooMany: [...replica.keys()].filter((id) => !truth.has(id)).length};
}

/** Waits until nobody lacks anything, or nobody has read a page for a while. */
async function caughtUp(readers: readonly FeedReader[], truth: ReadonlyMap<string, Order>, patienceMs: number): Promise<void> {
  let behind = Infinity;
  let pagesBefore = -1;
  let deadline = performance.now() + patienceMs;
  while (behind > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    behind = readers.reduce((sum, {replica}) => sum + [...truth].filter(([id, {version}]) => replica.get(id)?.version !== version).length, 0);
    const pages = readers.reduce((sum, reader) => sum + reader.pages, 0);
    if (pages > pagesBefore) deadline = performance.now() + patienceMs;
    pagesBefore = pages;
  }
}
