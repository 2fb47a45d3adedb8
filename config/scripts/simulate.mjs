/**
 * `npm run simulate -- --seeds N [--from S]`: simulated histories of a shop, see docs/proof.md.
 *
 * With PACKLINE_DOSE=full (`npm run verify`) the counts are written to docs/evidence/simulation.json.
 */
import { runForEvidence } from './lib/run-for-evidence.mjs';

await runForEvidence('packages/core/simulation/simulate.ts', 'simulation');
