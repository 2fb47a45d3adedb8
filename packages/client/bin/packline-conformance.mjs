#!/usr/bin/env node
/**
 * Tries a backend by what the protocol promises:
 *
 *   PACKLINE_TOKEN=… packline-conformance URL [URL …] [--only PART[,PART …]] [--seconds N] [--json FILE]
 *
 * URL is the address before /v1; several are processes of one backend. PACKLINE_TOKEN is an owner's token;
 * PACKLINE_PACKER_TOKEN and PACKLINE_VIEWER_TOKEN are optional. The last line is `N passed, N failed, N optional`;
 * the exit code is 0 when nothing failed, 1 when something did, 2 when it could not be run as asked.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { PARTS, checkConformance, formatResult, formatTotals } from '../dist/conformance/index.js';

const USAGE = `Usage: PACKLINE_TOKEN=… packline-conformance URL [URL …] [--only PART[,PART …]] [--seconds N] [--json FILE]

  URL        the address before /v1; several for the processes of one backend
  --only     one or more of: ${PARTS.join(', ')}
  --seconds  how long several writers write at once (default 3); from 20 on, the stream's sign of life is waited for
  --json     writes the report to a file

  PACKLINE_TOKEN         an owner's token
  PACKLINE_PACKER_TOKEN  a packer's, PACKLINE_VIEWER_TOKEN a viewer's; both optional`;

/** @returns {never} */
function giveUp(sentence) {
  console.error(`${sentence}\n\n${USAGE}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { only: { type: 'string', multiple: true }, json: { type: 'string' }, seconds: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    return giveUp(error.message);
  }
}

const { values, positionals: urls } = readArguments();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (urls.length === 0) giveUp('Name the address of the backend that is to be checked.');
const only = values.only?.flatMap((text) => text.split(',')).map((name) => name.trim());
const unknown = only?.find((name) => !PARTS.includes(name));
if (unknown !== undefined) giveUp(`There is no part called “${unknown}”.`);
const seconds = Number(values.seconds ?? 3);
if (!(seconds > 0 && seconds <= 3600)) giveUp(`--seconds takes a number from 1 to 3600, not “${values.seconds}”.`);

const { PACKLINE_TOKEN: token, PACKLINE_PACKER_TOKEN: packer, PACKLINE_VIEWER_TOKEN: viewer } = process.env;
const require = createRequire(import.meta.url);
const golden = ['flows', 'questions', 'random'].map((name) => JSON.parse(readFileSync(require.resolve(`@packline/core/golden/${name}.json`), 'utf8')));

try {
  const report = await checkConformance({
    urls,
    token,
    tokens: { ...(packer ? { packer } : {}), ...(viewer ? { viewer } : {}) },
    golden,
    seconds,
    ...(only ? { only } : {}),
    onResult: (result) => console.log(formatResult(result)),
  });
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(formatTotals(report));
  process.exitCode = report.failed > 0 ? 1 : 0;
} catch (error) {
  if (error instanceof RangeError) giveUp(error.message);
  throw error;
}
