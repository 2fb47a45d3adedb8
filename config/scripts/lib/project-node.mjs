import { spawnSync } from 'node:child_process';
import { projectEnv } from './run.mjs';

/** The version of the Node that tools run on, such as `v24.21.0`; undefined when there is none. */
export function projectNodeVersion() {
  const found = spawnSync('node', ['--version'], { env: projectEnv(), encoding: 'utf8', shell: process.platform === 'win32' });
  return found.stdout?.trim() || undefined;
}

/**
 * Stops with a sentence when the Node that tools will run on is too old. The project brings its own Node from npm;
 * where that is not offered (macOS) or optional packages were left out, the machine's Node is used instead.
 */
export function requireProjectNode() {
  const version = projectNodeVersion();
  const [major = 0, minor = 0] = (version ?? '').slice(1).split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  console.error(
    `Packline runs on Node 22.18 or newer and found ${version ?? 'none'}. npm brings Node 24 along for Linux and ` +
      'Windows unless optional dependencies are left out (npm ci --include=optional); elsewhere install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}
