/**
 * `npm run bench -- server`: the self-hosted server over HTTP, on SQLite and on PostgreSQL, at 25,000, 100,000 and
 * 1,000,000 orders, beside bare statements on the same database. Filling a database of a million takes many minutes.
 *
 *   --smoke                2,000 orders, few of everything: does it work?
 *   --sizes N,N            other sizes
 *   --dialects sqlite      one of the two
 *   --sqlite DIR           a folder with a shop of the (only) size that was kept, instead of filling one
 *   --postgres URL         the same for PostgreSQL
 *   --write                keeps the result in docs/evidence
 */
import {parseArgs} from 'node:util';
import {writeEvidence} from '../config/scripts/evidence.mjs';
import {ensurePostgres, runWithPostgres} from '../config/scripts/lib/postgres.mjs';
import {watchLoad} from './harness/load.ts';
import {DIALECTS} from './server/database.ts';
import {judge, serverTable, showJudgement} from './server/figures.ts';
import {runShop, type ShopRun} from './server/shop-run.ts';

const {values} = parseArgs({options: {smoke: {type: 'boolean'}, write: {type: 'boolean'}, sizes: {type: 'string'}, dialects: {type: 'string'}, sqlite: {type: 'string'}, postgres: {type: 'string'}}});
if (values.write) process.env['PACKLINE_DOSE'] = 'full';
const sizes = values.sizes?.split(',').map(Number) ?? (values.smoke ? [2000] : [25_000, 100_000, 1_000_000]);
const dialects = DIALECTS.filter((dialect) => values.dialects?.split(',').includes(dialect) ?? true);
const dose = values.smoke ? {bulk: 400, listeners: 20, connections: 8, seconds: 1, rounds: 10, queries: 12} : {bulk: 10_000, listeners: 200, connections: 16, seconds: 5, rounds: 60, queries: 60};

// A cluster of its own, unless there is one already.
if (dialects.includes('postgres') && values.postgres === undefined && process.env['PGHOST'] === undefined && process.env['PGPORT'] === undefined) {
  const missing = await ensurePostgres();
  if (missing !== undefined) throw new Error(missing);
  process.exit(await runWithPostgres(process.execPath, process.argv.slice(1)));
}

const load = watchLoad();
const runs: ShopRun[] = [];
for (const orders of sizes) {
  for (const dialect of dialects) {
    const run = await runShop({...dose, dialect, orders, filled: values[dialect]});
    runs.push(run);
    load.look();
    console.log(`${run.database}, ${orders.toLocaleString('en')} orders: first page ${run.reads.listP50.toFixed(1)} ms, a keystroke p50 ${run.reads.searchP50.toFixed(1)} ms, p95 ${run.reads.searchP95.toFixed(1)} ms (${String(run.reads.searches)}), bulk dispatch of ${String(run.writes.bulkOrders)} ${run.writes.bulkSeconds.toFixed(1)} s`);
  }
}
const judgements = judge(runs);
console.log(`\n${serverTable(runs)}\n`);
for (const judgement of judgements) console.log(showJudgement(judgement));
const path = writeEvidence('bench-server', {highestLoad: load.highest, dose, runs, judgements});
console.log(`Highest load average seen: ${String(load.highest)}. Written to ${path}`);
