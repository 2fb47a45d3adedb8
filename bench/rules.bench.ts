/**
 * `npm run bench -- rules`: one command to a whole order, decided, carried out and derived anew, by Packline's rules
 * beside the same rules written by hand and XState's own `transition()`, in Chromium and in Node. See README.md.
 */
import {COMMAND_TYPES} from '@packline/core';
import {readProducts} from './data/products.ts';
import {readOptions} from './harness/options.ts';
import {rulesFigures} from './rules/figures.ts';
import {compareWithGolden} from './rules/golden.ts';
import {BY_HAND} from './rules/hand/rules.ts';
import {LIMIT, OWN, RULES_PEERS, RULES_SCRIPTS} from './rules/peers.ts';
import {questionsOf} from './rules/questions.ts';
import {takeRulesBench} from './rules/take-rules-bench.ts';

const options = readOptions();
/** More would leave the processor's caches, which is another thing to measure. */
const LIVES = options.orders < 100_000 ? 30 : 240;

for (const [name, apply] of Object.entries(RULES_PEERS)) {
  const {agreed, differing} = compareWithGolden(apply, name === OWN ? new Set(COMMAND_TYPES) : BY_HAND);
  if (differing.length > 0) throw new Error(`The rules called ${name} differ from ${String(differing.length)} golden vectors: ${differing.slice(0, 5).join('; ')}`);
  console.log(`${name}: the same answers as ${String(agreed)} golden vectors`);
}

const questions = questionsOf(LIVES, readProducts());
console.log(`${String(questions.length)} commands of ${String(LIVES)} lives of orders; ${String(options.runs)} runs of ${Object.keys(RULES_PEERS).join(', ')}`);
await takeRulesBench(
  {
    name: 'bench-rules',
    title: 'One command to a whole order',
    scripts: RULES_SCRIPTS,
    folder: new URL('./rules/', import.meta.url),
    program: new URL('./rules/node-run.ts', import.meta.url),
    limit: LIMIT,
    own: OWN,
    figures: rulesFigures,
    questions,
    facts: {commands: questions.length, lives: LIVES, byHand: [...BY_HAND]},
  },
  options,
);
