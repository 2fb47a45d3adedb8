/** `npm run prove`: plants known mistakes and asks whether the proofs notice, see docs/proof.md. Evidence: docs/evidence/proof.json. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEvidence } from './evidence.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

requireNode();
if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
const folder = mkdtempSync(join(tmpdir(), 'packline-prove-'));
try {
  const json = join(folder, 'report.json');
  process.exitCode = await run('node', [at('packages/core/simulation/prove.ts'), ...process.argv.slice(2), '--json', json]);
  if (existsSync(json)) console.log(`Evidence: ${writeEvidence('proof', JSON.parse(readFileSync(json, 'utf8')))}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
