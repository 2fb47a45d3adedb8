/**
 * `npm run simulate -- --seeds N [--from S]`: simulated histories of a shop, see docs/proof.md.
 *
 * With PACKLINE_DOSE=full (`npm run verify`) the counts are written to docs/evidence/simulation.json.
 */
import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEvidence } from './evidence.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

requireNode();
if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
const folder = mkdtempSync(join(tmpdir(), 'packline-simulate-'));
try {
  const json = join(folder, 'report.json');
  process.exitCode = await run('node', [at('packages/core/simulation/simulate.ts'), ...process.argv.slice(2), '--json', json]);
  if (existsSync(json)) console.log(`Evidence: ${writeEvidence('simulation', JSON.parse(readFileSync(json, 'utf8')))}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
