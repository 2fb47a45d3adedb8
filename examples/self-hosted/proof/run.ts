/**
 * Proves what a shop relies on when much happens at once: that no reader of the feed loses an order, that a crash loses
 * and doubles nothing, and that a last unit is sent once. Real server processes, real HTTP, and a PostgreSQL of its own.
 *
 *   node examples/self-hosted/proof/run.ts [--part feed|crash|last-unit] … [--dose smoke|full] [--seed N] [--kills N] [--json FILE]
 *
 * `--part` can be given several times; `crash-sqlite`, `crash-postgres` (a server process is killed) and `crash-database`
 * (PostgreSQL is) are the parts of `crash`. The dose is full unless it is said otherwise. Nothing on the disk is changed:
 * planted mistakes exist in the memory of the processes that have them. Exit code 1 when anything is not as it has to be.
 */
import {writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {FULL, SMOKE} from './doses.ts';
import {proveFeed, proveLastUnit, proveLateCommit, provePostgresCrashes, proveSequenceIsCaught, proveServerCrashes, type PartReport, type Place} from './parts.ts';
import {sayCrashes, sayLastUnit, sayLateCommit, sayRace} from './say.ts';
import {PostgresCluster} from './support/postgres-cluster.ts';

const PARTS = ['feed', 'crash', 'crash-sqlite', 'crash-postgres', 'crash-database', 'last-unit'] as const;

const {values} = parseArgs({
  options: {
    part: {type: 'string', multiple: true, default: ['feed', 'crash', 'last-unit']},
    dose: {type: 'string', default: 'full'},
    seed: {type: 'string', default: String(Math.floor(Math.random() * 2 ** 31))},
    kills: {type: 'string'},
    json: {type: 'string'},
  },
});
const unknown = values.part.find((part) => !(PARTS as readonly string[]).includes(part));
if (unknown !== undefined) throw new Error(`There is no part “${unknown}”: the parts are ${PARTS.join(', ')}.`);
const whole = values.dose === 'smoke' ? SMOKE : FULL;
const dose = values.kills === undefined ? whole : {...whole, serverKills: Number(values.kills)};
const seed = Number(values.seed);
const evidence: Record<string, unknown> = {seed, dose};
const problems: string[] = [];

// Stopped from outside, it takes what it started along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

const cluster = await PostgresCluster.start();
process.on('exit', () => cluster.killNow());
let made = 0;
const place: Place = {
  async makeDatabase(setUp) {
    const name = `proof_${(made += 1)}`;
    const url = await cluster.makeDatabase(name);
    if (setUp !== undefined) await cluster.ask((client) => client.query(setUp), name);
    return url;
  },
};

async function part<Figures>(name: string, run: () => Promise<PartReport<Figures>>, say: (figures: Figures) => string): Promise<void> {
  const began = performance.now();
  try {
    const report = await run();
    evidence[name] = report.figures;
    console.log(say(report.figures));
    report.problems.forEach((problem) => console.log(`    ✗ ${problem}`));
    problems.push(...report.problems.map((problem) => `${name}: ${problem}`));
  } catch (error) {
    console.log(`    ✗ ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    problems.push(`${name}: ${String(error)}`);
  }
  console.log(`    (${((performance.now() - began) / 1000).toFixed(0)} s)`);
}

const tell = (text: string): void => console.log(`    … ${text}`);

try {
  console.log(`Dose: ${dose.name}, seed ${seed}`);
  if (values.part.includes('feed')) {
    console.log('\nFeed: 8 writers, 4 readers');
    await part('feedOnPostgres', () => proveFeed(place, dose, seed), sayRace);
    await part('feedOnSqlite', () => proveFeed(undefined, dose, seed), sayRace);
    await part('lateCommit', () => proveLateCommit(place), sayLateCommit);
    console.log('  With a sequence planted in place of the counter, readers have to lose orders:');
    await part('sequence', () => proveSequenceIsCaught(place, dose, seed), ({races, caughtBy}) => (caughtBy === undefined ? '  not caught' : `  caught in race ${races}\n${sayRace(caughtBy)}`));
  }
  const isAsked = (part: (typeof PARTS)[number]): boolean => values.part.includes(part) || values.part.includes('crash');
  if (isAsked('crash-sqlite') || isAsked('crash-postgres') || isAsked('crash-database')) {
    console.log('\nCrash: kill -9 under load of 6 writers. A transaction counts as open when the process had noted that it began and not that its commit was next.');
  }
  if (isAsked('crash-sqlite')) await part('crashOnSqlite', () => proveServerCrashes(undefined, dose, seed, tell), sayCrashes);
  if (isAsked('crash-postgres')) {
    const before = cluster.countClientsGone();
    await part('crashOnPostgres', () => proveServerCrashes(place, dose, seed, tell), sayCrashes);
    const after = cluster.countClientsGone();
    evidence['clientsGoneInTransaction'] = {open: after.open - before.open, withLocks: after.withLocks - before.withLocks};
    console.log(`    PostgreSQL’s own log counts ${after.open - before.open} clients that were gone with a transaction open, ${after.withLocks - before.withLocks} of them after locking or writing rows`);
  }
  if (isAsked('crash-database')) {
    await part('crashOfPostmaster', () => provePostgresCrashes(cluster, 'postmaster', dose, seed), sayCrashes);
    await part('crashOfBackend', () => provePostgresCrashes(cluster, 'backend', dose, seed), sayCrashes);
  }
  if (values.part.includes('last-unit')) {
    console.log('\nLast unit: two devices dispatch it at the same moment');
    const say = (figures: Parameters<typeof sayLastUnit>[0][]): string => figures.map(sayLastUnit).join('\n');
    await part('lastUnitOnPostgres', () => proveLastUnit(place, dose), say);
    await part('lastUnitOnSqlite', () => proveLastUnit(undefined, dose), say);
  }
} finally {
  await cluster.remove();
}

console.log(`\n${problems.length === 0 ? 'Everything held.' : `${problems.length} problems:\n  ${problems.slice(0, 40).join('\n  ')}`}`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({...evidence, problems}));
process.exit(problems.length === 0 ? 0 : 1);
