/**
 * Loads a CSV file of order lines into a running Packline server:
 *
 *   PACKLINE_TOKEN=… npm run import -- FILE [--map MAP.json] [--concurrency N]
 *
 * FILE is plain or gzip. PACKLINE_URL is the server (http://127.0.0.1:4100 when left out), PACKLINE_TOKEN the token of
 * an owner or a clerk. Run it again at any time: orders that are there already are not made twice. See
 * docs/guides/import.md.
 */
import {parseArgs} from 'node:util';
import {isEngineError} from '@packline/core';
import {createHttpBackend} from '@packline/client';
import {runImport} from './src/import/run-import.ts';

const USAGE = 'Usage: PACKLINE_TOKEN=… npm run import -- FILE [--map MAP.json] [--concurrency 1–8]';

function fail(sentence: string): never {
  console.error(`${sentence}\n${USAGE}`);
  process.exit(2);
}

function readArguments(): {file: string; map: string | undefined; concurrency: number} {
  try {
    const {values, positionals} = parseArgs({allowPositionals: true, options: {map: {type: 'string'}, concurrency: {type: 'string', default: '3'}}});
    const concurrency = Number(values.concurrency);
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 8) fail(`--concurrency ${values.concurrency}: a whole number from 1 to 8 was expected.`);
    const [file, ...rest] = positionals;
    if (file === undefined) fail('Which file?');
    if (rest.length > 0) fail(`One file at a time; ${rest.join(' ')} is too much.`);
    return {file, map: values.map, concurrency};
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const {file, map, concurrency} = readArguments();
const token = process.env.PACKLINE_TOKEN ?? '';
if (token === '') fail('PACKLINE_TOKEN is not set: it is the token of an owner or a clerk of the shop.');

const stop = new AbortController();
const onSignal = () => {
  // Somebody in a hurry presses Ctrl-C twice. npm and its programs may hand on one press as two signals, so a moment must lie between.
  if (stop.signal.aborted && performance.now() - stoppedAt > 500) process.exit(130);
  if (stop.signal.aborted) return;
  stoppedAt = performance.now();
  process.stderr.write('\nStopping: what is under way is finished …\n');
  stop.abort();
};
let stoppedAt = 0;
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);

try {
  const backend = createHttpBackend({endpoint: process.env.PACKLINE_URL ?? 'http://127.0.0.1:4100', token, timeoutMs: 120_000});
  const {exitCode} = await runImport({file, ...(map === undefined ? {} : {mapFile: map}), backend, concurrency, stop: stop.signal, output: process.stderr, report: (text) => console.log(text)});
  process.exitCode = exitCode;
} catch (error) {
  if (!isEngineError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
