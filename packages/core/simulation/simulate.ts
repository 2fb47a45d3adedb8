import {runSeed} from './run-program.ts';
const [from = '1', count = '20'] = process.argv.slice(2);
const started = process.hrtime.bigint();
for (let seed = Number(from); seed < Number(from) + Number(count); seed += 1) {
  const outcome = await runSeed(seed);
  console.log(seed, outcome.hash, outcome.tasks, Math.round(outcome.simulatedMs), outcome.breaches.slice(0, 3).map((b) => b.slice(0, 600)));
  if (process.env.TRACE) console.log(outcome.trace.join('\n'));
}
console.log(Number(process.hrtime.bigint() - started) / 1e6 / Number(count), 'ms a seed');
