/**
 * Proves the proof: plants known mistakes one at a time and asks whether the simulation or a named test notices, then
 * alters the law in every single place. Nothing on the disk is changed: modules are altered as they are loaded.
 *
 *   node prove.ts [--seeds 400] [--only WORDS] [--json FILE]
 */
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {alterLaw} from '../test/support/altered-laws.ts';
import {PLANTED_FAULTS, SYNC_GUARDS, type PlantedFault} from './planted/faults.ts';

const {values} = parseArgs({options: {seeds: {type: 'string', default: '400'}, only: {type: 'string', default: ''}, json: {type: 'string'}}});
const PACKAGE = new URL('../', import.meta.url);
const LIMIT_MS = 600_000;

/** What noticed a mistake, in its own words; undefined when nothing did. */
interface Finding {
  readonly name: string;
  readonly caughtBy: string | undefined;
  readonly saying: string;
}

function ask(proof: string, {edits}: PlantedFault): {isCaught: boolean; saying: string} {
  const path = (file: string): string => fileURLToPath(new URL(file, PACKAGE));
  const args = proof === 'simulation' ? [path('simulation/simulate.ts'), '--seeds', values.seeds, '--stop-early', '--brief'] : ['--test', '--test-timeout=120000', path(proof)];
  const env = {...process.env, NODE_OPTIONS: `--import=${new URL('simulation/planted/plant-fault.mjs', PACKAGE).href}`, PACKLINE_FAULT: JSON.stringify(edits)};
  const {status, stdout, stderr, error} = spawnSync(process.execPath, args, {encoding: 'utf8', env, timeout: LIMIT_MS, maxBuffer: 256 * 1024 * 1024});
  const text = `${stdout}\n${stderr}`;
  const stale = /STALE FAULT: "(?!\$).*/.exec(text);
  if (stale !== null) return {isCaught: false, saying: stale[0]};
  if (error !== undefined) return {isCaught: true, saying: 'it does not come to an end'};
  return {isCaught: status !== 0, saying: (/^Seed \d+: .*|^\s*✖ .*?(?= \(\d)/m.exec(text)?.[0] ?? 'it fails').trim().slice(0, 200)};
}

function find(fault: PlantedFault): Finding {
  for (const proof of fault.proofs) {
    const {isCaught, saying} = ask(proof, fault);
    if (isCaught) return {name: fault.name, caughtBy: proof, saying};
    if (saying.startsWith('STALE')) return {name: fault.name, caughtBy: undefined, saying};
  }
  return {name: fault.name, caughtBy: undefined, saying: `nothing: ${fault.proofs.join(', ')} saw no difference`};
}

if (SYNC_GUARDS.length < 8) throw new Error('The guards of the sync loop were not found in its source.');
const findings: Finding[] = [];
for (const fault of [...PLANTED_FAULTS, ...SYNC_GUARDS]) {
  if (!fault.name.includes(values.only)) continue;
  const finding = find(fault);
  findings.push(finding);
  console.log(`${finding.caughtBy === undefined ? '✗' : '✓'} ${finding.name}: ${finding.caughtBy ?? 'NOT CAUGHT'} — ${finding.saying}`);
}
const laws = (['order', 'parcel'] as const).flatMap((law) => (['deleted', 'guard true'] as const).map((alteration) => ({law, alteration, all: alterLaw(law, alteration)})));
for (const {law, alteration, all} of laws) {
  const missed = all.filter(({caughtBy}) => caughtBy === undefined);
  console.log(`${missed.length > 0 ? '✗' : '✓'} ${law} machine, ${alteration}: ${all.length - missed.length} of ${all.length} change an answer${missed.map((one) => `\n    ${one.law}`).join('')}`);
}
const survivors = [...findings.filter(({caughtBy}) => caughtBy === undefined).map(({name}) => name), ...laws.flatMap(({all}) => all.filter(({caughtBy}) => caughtBy === undefined).map((one) => `${one.law} ${one.alteration}`))];
console.log(`${findings.length} planted faults and ${laws.reduce((sum, {all}) => sum + all.length, 0)} alterations of the law: ${survivors.length} not caught.`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({planted: findings, law: laws.flatMap(({all}) => all), survivors}));
process.exit(survivors.length > 0 ? 1 : 0);
