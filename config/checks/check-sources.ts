/** Runs every check over every source file in the tree, tracked or new; prints what it found and fails on any. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { defineModules } from './define-modules.ts';
import { importDirection } from './import-direction.ts';
import { noMarkupFromText } from './no-markup-from-text.ts';
import { nothingUnfinished } from './nothing-unfinished.ts';
import { oneDexieModule } from './one-dexie-module.ts';
import type { Check } from './source-file.ts';

const checks: readonly Check[] = [importDirection, oneDexieModule, defineModules, noMarkupFromText, nothingUnfinished];

const root = new URL('../../', import.meta.url);
const paths = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => /\.(ts|mjs|js|css|html)$/.test(path) && !path.startsWith('config/checks/') && existsSync(new URL(path, root)));

const findings = paths.flatMap((path) => {
  const file = { path, text: readFileSync(new URL(path, root), 'utf8') };
  return checks.flatMap((check) => check(file));
});
for (const { path, line, message } of findings) console.error(`${path}:${line}: ${message}`);
console.log(`${checks.length} source checks over ${paths.length} files: ${findings.length} findings.`);
process.exit(findings.length > 0 ? 1 : 0);
