/**
 * `npm run bench -- replay`: what a device shows, base ⊕ replay(pending), with 1, 5 and 50 unsent commands on each of
 * 1,000 orders, and orders rebuilt from their logs, beside the same loops over rules written by hand, in Chromium and in
 * Node. See README.md.
 */
import {readProducts} from './data/products.ts';
import {readOptions} from './harness/options.ts';
import {LIMIT, OWN, REPLAY_SCRIPTS} from './replay/peers.ts';
import {PENDING, replayCases} from './replay/replay-cases.ts';
import {SAME_ANSWERS} from './rules/figures.ts';
import {takeRulesBench} from './rules/take-rules-bench.ts';

const options = readOptions();
const ORDERS = options.orders < 100_000 ? 50 : 1000;

const questions = replayCases(ORDERS, readProducts());
const events = questions.cases.reduce((sum, {log}) => sum + log.length, 0) / ORDERS;
console.log(`${String(ORDERS)} orders, ${events.toFixed(0)} events each; ${String(options.runs)} runs of ${Object.keys(REPLAY_SCRIPTS).join(', ')}`);
await takeRulesBench(
  {
    name: 'bench-replay',
    title: 'Replaying what is pending, and rebuilding from the log',
    scripts: REPLAY_SCRIPTS,
    folder: new URL('./replay/', import.meta.url),
    program: new URL('./replay/node-run.ts', import.meta.url),
    limit: LIMIT,
    own: OWN,
    figures: [
      ...PENDING.map((count) => ({key: `pending${String(count)}`, name: `an order with ${String(count)} pending`, unit: 'µs', compared: true})),
      {key: 'rebuild', name: `an order from its ${events.toFixed(0)} events`, unit: 'µs', compared: true},
      SAME_ANSWERS,
    ],
    questions,
    facts: {orders: ORDERS, events: Math.round(events)},
  },
  options,
);
