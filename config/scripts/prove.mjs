/** `npm run prove`: plants known mistakes and asks whether the proofs notice, see docs/proof.md. Evidence: docs/evidence/proof.json. */
import { runForEvidence } from './lib/run-for-evidence.mjs';

await runForEvidence('packages/core/simulation/prove.ts', 'proof');
