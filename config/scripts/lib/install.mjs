import { existsSync, readFileSync } from 'node:fs';
import { at, run } from './run.mjs';

const MINIMUM_NODE_MAJOR = 20;

/** Stops with a sentence when the machine's Node is too old even to install. */
export function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= MINIMUM_NODE_MAJOR) return;
  console.error(`Packline needs Node ${MINIMUM_NODE_MAJOR} or newer to install itself; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Whether node_modules holds exactly what the lockfile names. npm writes its own list of what it put there as its
 * last act, so an interrupted installation has none.
 */
export function isInstalled() {
  const installedList = at('node_modules/.package-lock.json');
  if (!existsSync(installedList)) return false;
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, { integrity, optional }]) => {
    if (integrity === undefined) return true; // a workspace of ours
    return installed[path] ? installed[path].integrity === integrity : optional === true;
  });
}

/** Installs the locked dependencies when they are not there. Answers whether they are there now. */
export async function ensureInstalled() {
  if (isInstalled()) return true;
  console.log('Installing dependencies (npm ci) …');
  // Deprecation and engine notes of tools that run on the project's own Node would only hide a real error.
  return (await run('npm', ['ci', '--loglevel=error'])) === 0;
}
