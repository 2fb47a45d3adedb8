import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packages } from '../../build-entries.mjs';
import { at } from './run.mjs';

/**
 * Copies the repository as it stands, with its history, what was built and what is not committed yet, so that a
 * release can be tried without touching anything.
 */
export function makeReleaseCopy(folder) {
  const git = (...args) => execFileSync('git', args, { cwd: at('.'), encoding: 'utf8' });
  git('clone', '--quiet', '--no-hardlinks', at('.'), folder);
  for (const path of git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean)) {
    if (existsSync(at(path))) cpSync(at(path), join(folder, path));
    else rmSync(join(folder, path), { force: true });
  }
  for (const name of packages) cpSync(at(`packages/${name}/dist`), join(folder, `packages/${name}/dist`), { recursive: true });
  const manifest = 'packages/elements/custom-elements.json';
  if (existsSync(at(manifest))) cpSync(at(manifest), join(folder, manifest));
  symlinkSync(at('node_modules'), join(folder, 'node_modules'));
}
