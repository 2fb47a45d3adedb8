/**
 * `npm run bench -- query`: a change of filter and sort, and the counts of all views, with 100,000 orders; Packline's
 * index beside a scan over rows by hand, in Chromium and in Node. See README.md for how it is taken.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {writeEvidence} from '../config/scripts/evidence.mjs';
import {benchOrders} from './data/orders-file.ts';
import {comparePeers} from './harness/compare-peers.ts';
import {watchLoad} from './harness/load.ts';
import {readOptions} from './harness/options.ts';
import {servePages} from './harness/page-server.ts';
import type {FigureResult} from './harness/report.ts';
import {queryFigures} from './query/figures.ts';
import {measureInBrowser, measureInNode} from './query/measure.ts';
import {LIMIT, OWN, QUERY_SCRIPTS} from './query/peers.ts';
import {figuresOf, type QueryRun} from './query/session.ts';

const options = readOptions();
const names = Object.keys(QUERY_SCRIPTS).filter((name) => name === LIMIT || options.peers.length === 0 || options.peers.includes(name));
const orders = await benchOrders(options);
console.log(`${String(orders.count)} orders, median ${String(orders.medianBytes)} bytes of JSON; ${String(options.runs)} runs of ${names.join(', ')}`);

const load = watchLoad();
const scratch = mkdtempSync(join(tmpdir(), 'packline-bench-'));
const ordersPath = join(scratch, 'orders.json');
writeFileSync(ordersPath, JSON.stringify(orders));
const server = await servePages(QUERY_SCRIPTS, new URL('./query/', import.meta.url), orders);
const results: Record<string, FigureResult[]> = {};
try {
  results['Chromium'] = await compare('Chromium', (name) => measureInBrowser(server.pageUrl(name)));
  results['Node'] = await compare('Node', (name) => measureInNode(name, ordersPath));
} finally {
  await server.close();
  rmSync(scratch, {recursive: true});
}
const path = writeEvidence(options.data === undefined ? 'bench-query' : 'bench-query-real', {orders: orders.count, medianBytes: orders.medianBytes, runs: options.runs, highestLoad: load.highest, limit: LIMIT, results});
console.log(`\nHighest load average seen: ${String(load.highest)}. Written to ${path}`);

function compare(place: string, measure: (name: string) => Promise<QueryRun>): Promise<FigureResult[]> {
  return comparePeers({
    place,
    title: `Filter, sort and count in ${place}, ${String(orders.count)} orders`,
    names,
    runs: options.runs,
    orders: orders.count,
    limit: LIMIT,
    own: OWN,
    figures: queryFigures,
    measure,
    numbersOf: (run, truth) => figuresOf(run, truth.worked.answers),
    told: {key: 'changeP95', words: 'p95 ', digits: 2, unit: 'ms'},
    look: load.look,
  });
}
