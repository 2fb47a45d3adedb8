/**
 * An index of some orders in a Node process of its own: `node --expose-gc node-run.ts ORDERS`. The documents are made
 * one after the other from the series and let go, so that a million of them never lie in memory together. Writes its
 * figures to standard output as JSON.
 */
import {serialize} from 'node:v8';
import {EMPTY_QUERY, parseQuery, standardQueries, STANDARD_VIEWS, type Order} from '@packline/core';
// Not an entry of its own: the engine holds it. Measured as it is shipped.
import {OrderIndex} from '../../packages/core/dist/index/order-index.js';
import {orderAt} from '../data/live-order.ts';
import {readProducts} from '../data/products.ts';
import {aliveBytes} from '../harness/alive-bytes.ts';
import {median, quantile} from '../harness/statistics.ts';
import {SCENES, TIME_ZONE, TODAY} from '../query/scenes.ts';
import {keystrokes, typedQueries} from '../search/typed-queries.ts';
import type {GrowthRun} from './run.ts';

const SLICE_MS = 8;
const BATCH = 1000;
/** Orders that queries are taken from. */
const SAMPLED = 2000;
const QUERIES = 200;
const ROUNDS = 4;
const COUNTS = 20;

const total = Number(process.argv[2]);
if (!Number.isInteger(total) || total < 1) throw new Error('How many orders? A whole number of at least 1 was expected.');
const products = readProducts();
const every = Math.max(1, Math.floor(total / SAMPLED));
const some: Order[] = [];
const sizes: number[] = [];

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** By the clock, and how long the processor worked for it (the collector's threads too). */
function measured(work: () => void): {readonly ms: number; readonly processorMs: number} {
  const began = process.cpuUsage();
  const ms = timed(work);
  const {user, system} = process.cpuUsage(began);
  return {ms, processorMs: (user + system) / 1000};
}

function settle(index: OrderIndex): void {
  while (index.maintain(SLICE_MS)) {
    // Until nothing is left to do. In a page these slices lie between frames.
  }
}

const before = aliveBytes();
let index = new OrderIndex();
let buildMs = 0;
for (let first = 0; first < total; first += BATCH) {
  const orders = Array.from({length: Math.min(BATCH, total - first)}, (_, place) => orderAt(first + place, total, products));
  buildMs += timed(() => index.upsertMany(orders));
  orders.forEach((order, place) => {
    if ((first + place) % every !== 0) return;
    sizes.push(Buffer.byteLength(JSON.stringify(order)));
    some.push(order);
  });
}
buildMs += timed(() => settle(index));

const queries = typedQueries(some, QUERIES);
const typos = queries.flatMap(({text, meant}) => (meant === undefined ? [] : [text]));
some.length = 0;
const memoryBytes = aliveBytes() - before;

const read = (text: string) => {
  const parsed = parseQuery(text, {today: TODAY});
  return parsed.ok ? parsed.query : EMPTY_QUERY;
};
const sort = {field: 'placedAt', descending: true} as const;
const keys = queries.flatMap(keystrokes).map((text) => measured(() => void index.query({query: read(text), sort}, TIME_ZONE)));
const keyMs = keys.map(({ms}) => ms);
const keyProcessorMs = keys.map(({processorMs}) => processorMs);
const suggestMs = typos.map((text) => timed(() => void index.suggest(read(text), TIME_ZONE)));
const changeMs = Array.from({length: ROUNDS}, () => SCENES.map((scene) => timed(() => void index.query({query: read(scene.query), sort: scene.sort}, TIME_ZONE)))).flat();
const views = standardQueries({today: TODAY});
const viewsMs = Array.from({length: COUNTS}, () => timed(() => STANDARD_VIEWS.forEach(({id}) => index.count(views[id], TIME_ZONE))));

const saved = index.save();
const savedBytes = serialize(saved).byteLength;
index = new OrderIndex();
let loaded = index;
const loadMs = timed(() => {
  loaded = OrderIndex.load(saved);
  loaded.query({query: EMPTY_QUERY, sort}, TIME_ZONE);
});
const settleMs = timed(() => settle(loaded));

const run: GrowthRun = {
  orders: total,
  buildMs,
  memoryBytes,
  savedBytes,
  documentBytes: Math.round((sizes.reduce((sum, size) => sum + size, 0) / sizes.length) * total),
  medianBytes: median(sizes),
  keyP50: quantile(keyMs, 0.5),
  keyP95: quantile(keyMs, 0.95),
  keyMax: Math.max(...keyMs),
  keyProcessorP50: quantile(keyProcessorMs, 0.5),
  keyProcessorP95: quantile(keyProcessorMs, 0.95),
  keyProcessorMax: Math.max(...keyProcessorMs),
  keystrokes: keyMs.length,
  suggestP95: quantile(suggestMs, 0.95),
  changeP95: quantile(changeMs, 0.95),
  viewsP95: quantile(viewsMs, 0.95),
  loadMs,
  settleMs,
};
process.stdout.write(JSON.stringify(run));
