import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cdnEntries, packages } from '../../build-entries.mjs';
import { at } from './run.mjs';

const stamp = at('node_modules/.cache/packline/build.json');
const buildFiles = ['package-lock.json', 'tsconfig.json', 'rollup.config.mjs', 'config/build-entries.mjs'];

/** One hash over everything a build reads, tests left out. */
export function hashSources() {
  const hash = createHash('sha256');
  const add = (path) => hash.update(path).update('\0').update(readFileSync(at(path))).update('\0');
  buildFiles.forEach(add);
  for (const name of packages) {
    add(`packages/${name}/package.json`);
    add(`packages/${name}/tsconfig.build.json`);
    readdirSync(at(`packages/${name}/src`), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[a-z]+$/.test(file) && !file.endsWith('.test.ts'))
      .map((file) => `packages/${name}/src/${file}`)
      .sort()
      .forEach(add);
  }
  return hash.digest('hex');
}

/** What the last finished build was made from: `modules` by any build of everything, `all` by a full one. */
function readStamp() {
  return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};
}

export function isBuilt({ full }) {
  const present = packages.every((name) => existsSync(at(`packages/${name}/dist/index.js`)));
  const cdnPresent = Object.keys(cdnEntries).every((file) => existsSync(at(`packages/elements/dist/cdn/${file}.min.js`)));
  const made = readStamp();
  return present && (full ? cdnPresent && made.all === hashSources() : made.modules === hashSources());
}

export function recordBuild(hash, { full }) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ ...readStamp(), modules: hash, ...(full ? { all: hash } : {}) }));
}

export function forgetBuild() {
  rmSync(stamp, { force: true });
}
