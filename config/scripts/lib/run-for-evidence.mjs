import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEvidence } from '../evidence.mjs';
import { ensureInstalled, requireNode } from './install.mjs';
import { requireProjectNode } from './project-node.mjs';
import { at, run } from './run.mjs';

/**
 * Runs a program of the project with the arguments of this one and `--json FILE`, and keeps what it writes there as
 * evidence under that name. Its exit code becomes this program's.
 */
export async function runForEvidence(program, name) {
  requireNode();
  if (!(await ensureInstalled())) process.exit(1);
  requireProjectNode();
  const folder = mkdtempSync(join(tmpdir(), `packline-${name}-`));
  try {
    const json = join(folder, 'report.json');
    process.exitCode = await run('node', [at(program), ...process.argv.slice(2), '--json', json]);
    if (existsSync(json)) console.log(`Evidence: ${writeEvidence(name, JSON.parse(readFileSync(json, 'utf8')))}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
