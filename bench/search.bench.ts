/**
 * `npm run bench -- search`: a keystroke in the search field with 100,000 orders, Packline's index beside
 * `String.includes` over every order's text, MiniSearch, FlexSearch and uFuzzy, in Chromium and in Node. See README.md
 * for how it is taken.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Order} from '@packline/core';
import {writeEvidence} from '../config/scripts/evidence.mjs';
import {benchOrders, readOrders} from './data/orders-file.ts';
import {comparePeers} from './harness/compare-peers.ts';
import {watchLoad} from './harness/load.ts';
import {readOptions} from './harness/options.ts';
import {servePages} from './harness/page-server.ts';
import type {FigureResult} from './harness/report.ts';
import {searchFigures} from './search/figures.ts';
import {measureInBrowser, measureInNode} from './search/measure.ts';
import {EXACT, LIMIT, OWN, SEARCH_SCRIPTS} from './search/peers.ts';
import {createRecall} from './search/recall.ts';
import {figuresOf, type SearchRun} from './search/run.ts';
import {keystrokes, typedQueries} from './search/typed-queries.ts';

const QUERIES = 200;
const EVERY_NTH_ORDER = 50;

const options = readOptions();
const names = Object.keys(SEARCH_SCRIPTS).filter((name) => EXACT.includes(name) || options.peers.length === 0 || options.peers.includes(name));
const orders = await benchOrders(options);
const queries = typedQueries(await someOrders(), QUERIES);
const recallOf = await createRecall(queries, readOrders(orders));
console.log(`${String(orders.count)} orders, median ${String(orders.medianBytes)} bytes of JSON; ${String(QUERIES)} queries, ${String(queries.flatMap(keystrokes).length)} keystrokes; ${String(options.runs)} runs of ${names.join(', ')}`);

const load = watchLoad();
const scratch = mkdtempSync(join(tmpdir(), 'packline-bench-'));
const queriesPath = join(scratch, 'queries.json');
writeFileSync(queriesPath, JSON.stringify(queries));
const ordersPath = join(scratch, 'orders.json');
writeFileSync(ordersPath, JSON.stringify(orders));
const server = await servePages(Object.fromEntries(names.map((name) => [name, SEARCH_SCRIPTS[name] ?? ''])), new URL('./search/', import.meta.url), orders);
const results: Record<string, FigureResult[]> = {};
try {
  results['Chromium'] = await compare('Chromium', (name) => measureInBrowser(server.pageUrl(name), queries));
  results['Node'] = await compare('Node', (name) => measureInNode(name, ordersPath, queriesPath));
} finally {
  await server.close();
  rmSync(scratch, {recursive: true});
}
const path = writeEvidence(options.data === undefined ? 'bench-search' : 'bench-search-real', {orders: orders.count, medianBytes: orders.medianBytes, runs: options.runs, highestLoad: load.highest, limit: LIMIT, results});
console.log(`\nHighest load average seen: ${String(load.highest)}. Written to ${path}`);

function compare(place: string, measure: (name: string) => Promise<SearchRun>): Promise<FigureResult[]> {
  return comparePeers({
    place,
    title: `Search in ${place}, ${String(orders.count)} orders`,
    names,
    runs: options.runs,
    orders: orders.count,
    limit: LIMIT,
    own: OWN,
    figures: searchFigures,
    measure,
    numbersOf: (run, truth, name) => figuresOf(run, EXACT.includes(name) ? truth.typing : undefined, recallOf(run.first)),
    told: {key: 'keyP50', words: 'p50 ', digits: 3, unit: 'ms'},
    look: load.look,
  });
}

/** Enough of them to take queries from, from the whole length of the series. */
async function someOrders(): Promise<Order[]> {
  const some: Order[] = [];
  for await (const chunk of readOrders(orders)) some.push(...chunk.filter((_, place) => place % EVERY_NTH_ORDER === 0));
  return some;
}
