/**
 * Builds the packages: JavaScript by rollup, declarations by tsc, side by side.
 *
 *   npm run build                    everything, with the script-tag files and the custom-elements manifest
 *   npm run build:dev                modules and declarations only, in seconds
 *   npm run build:dev -- core client only these packages (a package's types need those of the packages before it)
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from '../build-entries.mjs';
import { forgetBuild, hashSources, recordBuild } from './lib/build-stamp.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

const args = process.argv.slice(2);
const dev = args.includes('--dev');
const named = args.filter((arg) => !arg.startsWith('--'));
const unknown = named.filter((name) => !packages.includes(name));
if (unknown.length > 0) {
  console.error(`There is no package called ${unknown.join(', ')}. The packages are ${packages.join(', ')}.`);
  process.exit(1);
}
const wanted = named.length > 0 ? named : packages;

if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();

const whole = named.length === 0;
const hash = hashSources();
if (!dev && whole) forgetBuild();

const startedAt = Date.now();
const withCdn = !dev && (whole || named.includes('elements'));
const rollupParts = withCdn ? [...wanted, 'cdn'] : wanted;
const codes = await Promise.all([
  run('tsc', ['-b', '--emitDeclarationOnly', ...(dev ? [] : ['--force']), ...wanted.map((name) => `packages/${name}/tsconfig.build.json`)]),
  run('rollup', ['--config', 'rollup.config.mjs', '--silent'], { env: { PACKLINE_BUILD: rollupParts.join(',') } }),
]);
if (withCdn) {
  codes.push(await run('cem', ['analyze', '--config', 'config/custom-elements-manifest.config.mjs', '--quiet']));
}

// A file that lost its source must not live on in a release. It goes only now, so that whoever reads dist meanwhile
// finds it whole.
function removeStale(name) {
  const dist = at(`packages/${name}/dist`);
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const path = join(dist, file);
    const { mtimeMs } = statSync(path);
    if (/\.(js|ts|map)$/.test(file) && mtimeMs < startedAt) rmSync(path);
  }
}

const failed = codes.some((code) => code !== 0);
if (!failed && !dev) wanted.forEach(removeStale);
if (!failed && whole) recordBuild(hash, { full: !dev });
process.exit(failed ? 1 : 0);
