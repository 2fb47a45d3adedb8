/**
 * `npm run prove:server`: races, crashes and last units against real server processes, see docs/proof.md. Takes
 * `--part feed|crash|last-unit` and `--dose smoke`.
 *
 * With PACKLINE_DOSE=full (`npm run verify`) the figures are written to docs/evidence/server-proof.json.
 */
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { ensurePostgres } from './lib/postgres.mjs';
import { run } from './lib/run.mjs';
import { runForEvidence } from './lib/run-for-evidence.mjs';

requireNode();
const problem = await ensurePostgres();
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}
if (!(await ensureInstalled())) process.exit(1);
if (!isBuilt({ full: false }) && (await run('node', ['config/scripts/build.mjs', '--dev'])) !== 0) process.exit(1);
await runForEvidence('examples/self-hosted/proof/run.ts', 'server-proof');
