/**
 * `npm run bench -- growth`: what the index costs and how fast it answers at 10,000, 100,000 and 1,000,000 orders, each
 * in a Node process of its own. Prints the table of docs/performance.md. Making a million documents takes a few minutes.
 *
 *   --smoke       1,000 and 2,000 orders
 *   --orders N    only up to N orders
 *   --write       keeps the result in docs/evidence
 */
import {parseArgs} from 'node:util';
import {writeEvidence} from '../config/scripts/evidence.mjs';
import {growthTable, type GrowthRun} from './growth/run.ts';
import {watchLoad} from './harness/load.ts';
import {runInNode} from './harness/run-in-node.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const SMOKE = [1000, 2000];

const {values} = parseArgs({options: {smoke: {type: 'boolean'}, orders: {type: 'string'}, write: {type: 'boolean'}}});
if (values.write) process.env['PACKLINE_DOSE'] = 'full';
const most = values.orders === undefined ? Infinity : Number(values.orders);
const sizes = values.smoke ? SMOKE : SIZES.filter((size) => size <= most);
if (sizes.length === 0) throw new Error(`--orders ${values.orders ?? ''}: the smallest size is ${String(SIZES[0])}.`);

const load = watchLoad();
const program = new URL('growth/node-run.ts', import.meta.url);
const runs: GrowthRun[] = [];
for (const size of sizes) {
  const run = await runInNode<GrowthRun>(program, [String(size)], ['--expose-gc', '--max-old-space-size=8192']);
  runs.push(run);
  load.look();
  console.log(`${size.toLocaleString('en')} orders: a keystroke p50 ${run.keyP50.toFixed(2)} ms, p95 ${run.keyP95.toFixed(1)} ms, slowest ${run.keyMax.toFixed(1)} ms; processor time p95 ${run.keyProcessorP95.toFixed(1)} ms (${String(run.keystrokes)} keystrokes)`);
}
console.log(`\n${growthTable(runs)}\n`);
const path = writeEvidence('bench-growth', {highestLoad: load.highest, runs});
console.log(`Highest load average seen: ${String(load.highest)}. Written to ${path}`);
