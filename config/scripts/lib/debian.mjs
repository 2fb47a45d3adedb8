import { existsSync, readFileSync } from 'node:fs';
import { run } from './run.mjs';

/** True where packages can be installed: Debian or a relative of it, as root. */
function mayInstall() {
  const isDebian = existsSync('/etc/os-release') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  return isDebian && process.getuid?.() === 0;
}

let installing = Promise.resolve();

/**
 * Installs Debian packages where that is allowed, one call after the other: apt works for one at a time.
 * @param {string[]} packages
 */
export function installPackages(packages) {
  if (packages.length === 0 || !mayInstall()) return installing;
  installing = installing.then(async () => {
    console.log(`Installing ${packages.join(' and ')} (apt-get) …`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  });
  return installing;
}
