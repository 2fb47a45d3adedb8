/**
 * Runs many simulated histories and says what they tried.
 *
 *   node simulate.ts --seeds 1000 [--from 1] [--jobs 2] [--json FILE]
 *
 * The seeds are shared among processes; each sends its counts home. A failing seed is replayed, cut down and printed.
 */
import {fork} from 'node:child_process';
import {createHash} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {floorsOf, missedFloors} from './proof/floors.ts';
import {shrink} from './proof/shrink.ts';
import {Tally, TALLIES} from './proof/tally.ts';
import {programOf} from './program.ts';
import {runSeed} from './run-program.ts';

/** What one process found out. */
interface Report {
  readonly tally: Record<string, Record<string, number>>;
  readonly failures: readonly {readonly seed: number; readonly breaches: readonly string[]}[];
  /** The trace of each seed in one word. */
  readonly hashes: readonly (readonly [seed: number, hash: string])[];
  readonly cpuMs: number;
  readonly tasks: number;
  readonly simulatedMs: number;
}

const {values} = parseArgs({
  options: {seeds: {type: 'string', default: '1000'}, from: {type: 'string', default: '1'}, jobs: {type: 'string'}, json: {type: 'string'}, 'stop-early': {type: 'boolean', default: false}, brief: {type: 'boolean', default: false}, child: {type: 'boolean', default: false}, end: {type: 'string', default: '0'}},
});
const seeds = Number(values.seeds);
const from = Number(values.from);
if (!Number.isSafeInteger(seeds) || seeds < 1 || !Number.isSafeInteger(from)) {
  console.error('Say how many seeds, a whole number from 1 on: --seeds 1000 [--from 1].');
  process.exit(2);
}

/** Runs every `stride`-th seed. */
async function runSeeds(first: number, end: number, stride: number): Promise<Report> {
  const tally = new Tally();
  const failures: {seed: number; breaches: readonly string[]}[] = [];
  const hashes: [number, string][] = [];
  let [tasks, simulatedMs] = [0, 0];
  const before = process.cpuUsage();
  for (let seed = first; seed < end && !(values['stop-early'] && failures.length > 0); seed += stride) {
    const outcome = await runSeed(seed);
    tally.add(outcome.tally);
    hashes.push([seed, outcome.hash]);
    tasks += outcome.tasks;
    simulatedMs += outcome.simulatedMs;
    if (outcome.breaches.length > 0) failures.push({seed, breaches: outcome.breaches.slice(0, 5)});
  }
  const {user, system} = process.cpuUsage(before);
  return {tally: tally.toJSON(), failures, hashes, cpuMs: (user + system) / 1000, tasks, simulatedMs};
}

function runChild(place: number, jobs: number): Promise<Report> {
  return new Promise((resolve, reject) => {
    const args = ['--child', '--seeds', String(seeds), '--from', String(from + place), '--end', String(from + seeds), '--jobs', String(jobs), ...(values['stop-early'] ? ['--stop-early'] : [])];
    const child = fork(fileURLToPath(import.meta.url), args, {execArgv: [...process.execArgv, '--max-semi-space-size=32']});
    let report: Report | undefined;
    child.on('message', (message) => (report = message as Report));
    child.on('exit', (code) => (report === undefined ? reject(new Error(`A process of the simulation ended with ${code} and told nothing.`)) : resolve(report)));
  });
}

async function explain({seed, breaches}: Report['failures'][number]): Promise<void> {
  const [first, second] = [await runSeed(seed), await runSeed(seed)];
  console.log(`\nSeed ${seed} fails; run again it ${first.hash === second.hash ? `is the same (trace ${first.hash})` : `DIFFERS (traces ${first.hash} and ${second.hash})`}:`);
  for (const breach of (first.breaches.length > 0 ? first.breaches : breaches).slice(0, 3)) console.log(`  ${breach.slice(0, 1500)}`);
  const small = await shrink(programOf(seed));
  console.log(`  cut down to ${small.program.steps.length} steps in ${small.runs} runs:`);
  for (const step of small.program.steps) console.log(`    ${JSON.stringify(step)}`);
  console.log('  what happened then:');
  for (const line of small.outcome.trace.filter((line) => !line.endsWith(' committed')).slice(-60)) console.log(`    ${line.slice(0, 240)}`);
}

if (values.child) {
  const jobs = Number(values.jobs);
  process.send?.(await runSeeds(from, Number(values.end), jobs));
  process.disconnect();
} else {
  const jobs = Math.max(1, Math.min(Number(values.jobs ?? availableParallelism()), seeds));
  const startedAt = performance.now();
  const reports = await Promise.all(Array.from({length: jobs}, (_, place) => runChild(place, jobs)));
  const seconds = (performance.now() - startedAt) / 1000;
  const tally = new Tally();
  for (const report of reports) for (const name of TALLIES) for (const [what, count] of Object.entries(report.tally[name] ?? {})) tally.count(name, what, count);
  const total = (of: (report: Report) => number): number => reports.reduce((sum, report) => sum + of(report), 0);
  const failures = reports.flatMap((report) => report.failures).sort((left, right) => left.seed - right.seed);
  const missed = missedFloors(tally, seeds);
  const msPerSeed = total(({cpuMs}) => cpuMs) / seeds;
  console.log(`${seeds} seeds from ${from} in ${seconds.toFixed(0)} s by ${jobs} processes: ${msPerSeed.toFixed(0)} ms of processor a seed, ${Math.round(total(({tasks}) => tasks) / seeds)} tasks, ${(total(({simulatedMs}) => simulatedMs) / seeds / 1000).toFixed(1)} simulated seconds.`);
  for (const {what, is, least} of values.brief ? [] : floorsOf(tally, seeds)) console.log(`  ${is < least ? '✗' : ' '} ${what}: ${is < 1 && is > 0 ? is.toFixed(3) : is} (at least ${least})`);
  console.log(`  lost on purpose, by a restore: ${tally.sum('lost on purpose')}`);
  const traces = reports.flatMap((report) => report.hashes).sort(([left], [right]) => left - right);
  console.log(`  traces: ${createHash('sha256').update(JSON.stringify(traces)).digest('hex').slice(0, 16)}`);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({seeds, from, msPerSeed, failures, missed, tally: tally.toJSON()}));
  if (values.brief) for (const {seed, breaches} of failures.slice(0, 1)) console.log(`Seed ${seed}: ${breaches[0]?.split('\n')[0] ?? ''}`);
  else for (const failure of failures.slice(0, 2)) await explain(failure);
  console.log(`${failures.length} of ${seeds} seeds failed${failures.length > 0 ? `: ${failures.slice(0, 20).map(({seed}) => seed).join(', ')}` : ''}; ${missed.length} floors missed.`);
  process.exit(failures.length > 0 || missed.length > 0 ? 1 : 0);
}
