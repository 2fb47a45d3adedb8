/** `npm run lint`: oxlint with types, then the checks of this project that no linter knows (config/checks). */
import { ensureInstalled } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { run } from './lib/run.mjs';

if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
const codes = [
  await run('oxlint', ['--config', 'config/oxlint.json', '--type-aware', '--deny-warnings', ...process.argv.slice(2)]),
  await run('node', ['config/checks/check-sources.ts']),
];
process.exit(codes.some((code) => code !== 0) ? 1 : 0);
