/**
 * `npm run bench -- table`: `<order-table>` with 100,000 orders beside the least a list can cost, rows made by hand in
 * plain DOM, and AG Grid. See README.md for how it is taken.
 */
import {writeEvidence} from '../config/scripts/evidence.mjs';
import {ordersFile} from './data/orders-file.ts';
import {nothingMeasured, withValues} from './harness/keyed-figure.ts';
import {watchLoad} from './harness/load.ts';
import {readOptions} from './harness/options.ts';
import {servePages} from './harness/page-server.ts';
import {condense, printResults} from './harness/report.ts';
import {tableFigures} from './table/figures.ts';
import {measureAround, measureTable} from './table/measure.ts';
import {LIMIT, OWN, TABLE_PEERS} from './table/peers.ts';

const options = readOptions();
const names = Object.keys(TABLE_PEERS).filter((name) => name === LIMIT || options.peers.length === 0 || options.peers.includes(name));
const orders = await ordersFile(options.orders);
console.log(`${String(orders.count)} orders, median ${String(orders.medianBytes)} bytes of JSON; ${String(options.runs)} runs of ${names.join(', ')}`);

const load = watchLoad();
const server = await servePages(TABLE_PEERS, new URL('./table/', import.meta.url), orders);
const measured = nothingMeasured(names);
try {
  const around: Record<string, number> = {};
  for (const name of names) around[name] = await measureAround(server.pageUrl(name));
  for (let run = 0; run < options.runs; run += 1) {
    // In turn, and not always in the same order: what the machine does besides should meet all alike.
    for (const name of run % 2 === 0 ? names : [...names].reverse()) {
      const figures = await measureTable(server.pageUrl(name), around[name] ?? 0);
      load.look();
      measured[name]?.push(figures);
      console.log(`run ${String(run + 1)}, ${name}: first paint ${figures['paintMs']?.toFixed(0) ?? '–'} ms, ${figures['scrollMainMs']?.toFixed(2) ?? '–'} ms a jump`);
    }
  }
} finally {
  await server.close();
}

const results = condense(withValues(tableFigures, names, measured), LIMIT, OWN, orders.count);
printResults(`Table, ${String(orders.count)} orders, medians of ${String(options.runs)} runs, ratio to ${LIMIT}`, results, names);
const path = writeEvidence('bench-table', {orders: orders.count, medianBytes: orders.medianBytes, runs: options.runs, highestLoad: load.highest, limit: LIMIT, results});
console.log(`\nHighest load average seen: ${String(load.highest)}. Written to ${path}`);
