import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {ConformanceReport} from '../src/conformance/index.ts';
import {broken, changes} from './conformance/break-handler.ts';
import {newBackend, startSecondBackend} from './conformance/run-kit.ts';

const PROGRAM = fileURLToPath(new URL('../bin/packline-conformance.mjs', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** The program as it is published, with dist beside it. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {env: {PATH: process.env['PATH'] ?? '', ...env}});
    let out = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => resolve({code, errors, lines: out.trimEnd().split('\n')}));
  });
}

test('the program prints every check, ends with the counts, writes the report and exits with 0 when nothing failed', async (t) => {
  const url = await startSecondBackend(t);
  const directory = mkdtempSync(join(tmpdir(), 'packline-conformance-'));
  t.after(() => rmSync(directory, {recursive: true}));
  const file = join(directory, 'report.json');
  const {code, lines, errors} = await run([url, `${url}/`, '--only', 'commands,orders', '--only', 'roles', '--json', file], {PACKLINE_TOKEN: 'owner', PACKLINE_VIEWER_TOKEN: 'viewer'});
  assert.equal(errors, '');
  assert.equal(code, 0);
  const report = JSON.parse(readFileSync(file, 'utf8')) as ConformanceReport;
  assert.equal(lines.at(-1), `${report.passed} passed, 0 failed, ${report.optional} optional`);
  assert.equal(report.optional, 3);
  assert.equal(lines.filter((line) => line.startsWith('✓ ')).length, report.passed);
  assert.equal(lines.filter((line) => line.startsWith('○ ')).length, report.optional);
  assert.deepEqual(report.urls, [url, `${url}/`]);
  assert.ok(lines.includes('    no token of a packer was given (PACKLINE_PACKER_TOKEN)'));
});

test('it exits with 1 when a check failed, which it tells in a sentence', async (t) => {
  const url = await startSecondBackend(t, broken(newBackend(), changes((page) => delete page.settings)));
  const {code, lines} = await run([url, '--only=feed'], {PACKLINE_TOKEN: 'owner'});
  assert.equal(code, 1);
  assert.match(lines.at(-1) ?? '', /^\d+ passed, 1 failed, \d+ optional$/);
  const failed = lines.findIndex((line) => line.startsWith('✗ feed: '));
  assert.match(lines[failed + 1] ?? '', /^ {4}Sent GET \/v1\/changes\?limit=1, expected settings .*, came nothing\.$/);
});

test('golden vectors come with the program', async (t) => {
  const {code, lines} = await run([await startSecondBackend(t), '--only', 'golden'], {PACKLINE_TOKEN: 'owner'});
  assert.equal(code, 0, lines.join('\n'));
  assert.ok(lines.includes('✓ golden: a bank transfer is reviewed, packed in one parcel, sent and delivered'), lines.join('\n'));
});

test('what it cannot be run with is said, with exit code 2', async () => {
  for (const [args, says] of [
    [[], /^Name the address/],
    [['shop.example'], /^“shop\.example” is not an address/],
    [['http://127.0.0.1:9', '--only', 'everything'], /^There is no part called “everything”/],
    [['http://127.0.0.1:9', '--seconds', 'long'], /^--seconds takes a number/],
    [['http://127.0.0.1:9', '--colour'], /Unknown option '--colour'/],
  ] as const) {
    const {code, errors} = await run(args);
    assert.equal(code, 2);
    assert.match(errors, says);
    assert.match(errors, /Usage: PACKLINE_TOKEN=/);
  }
  assert.match((await run(['--help'])).lines[0] ?? '', /^Usage: /);
});
