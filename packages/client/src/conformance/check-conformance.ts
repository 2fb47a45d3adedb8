import type {GoldenFile, Role, Session} from '@packline/core';
import {sessionSchema} from '../contract/session.ts';
import {PARTS, type Check, type CheckResult, type Part} from './check.ts';
import {checksOf} from './checks/index.ts';
import {createKit, type Kit} from './kit.ts';
import {createAsk, showAnswer, type Ask} from './support/ask.ts';
import {expectJson} from './support/expect.ts';
import {Nonconformity, NotOffered} from './support/nonconformity.ts';

/** What is checked, and how long. */
export interface ConformanceOptions {
  /** Address of the backend, before `/v1`. Several: processes of one backend; requests go to one after the other. */
  readonly urls: readonly string[];
  /** An owner's token. */
  readonly token: string | undefined;
  /** Tokens of a packer and of a viewer; without them what they may see is not looked at. */
  readonly tokens?: Partial<Record<Role, string>>;
  /** Golden vectors of core: the files `@packline/core/golden/*.json`, read. */
  readonly golden: readonly GoldenFile[];
  /** Only these parts. */
  readonly only?: readonly Part[];
  /** Seconds for which several writers write at once. Default 3. From 20 on, the stream's sign of life is waited for. */
  readonly seconds?: number;
  /** Told of each check as it ends. */
  readonly onResult?: (result: CheckResult) => void;
}

/** What a run found. */
export interface ConformanceReport {
  readonly urls: readonly string[];
  readonly passed: number;
  readonly failed: number;
  readonly optional: number;
  /** Requests that were sent. */
  readonly requests: number;
  readonly results: readonly CheckResult[];
}

/** Milliseconds one check may take, besides the seconds that are asked for: far above what it does take. */
const CHECK_LIMIT_MS = 180_000;

/**
 * Tries a backend by what the protocol promises. It makes orders of its own under random ids, leaves them there, and
 * touches no others: run it against a store that may keep them.
 *
 * @returns every check with what became of it; a backend that cannot be reached at all is one failed check
 * @throws RangeError without an address, or for one that is none.
 * @example
 * ```ts
 * import {readFileSync} from 'node:fs';
 * import {createRequire} from 'node:module';
 * import {checkConformance, formatResult} from '@packline/client/conformance';
 *
 * const read = (name: string) => JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`@packline/core/golden/${name}.json`), 'utf8'));
 * const {failed} = await checkConformance({
 *   urls: ['http://127.0.0.1:8080'],
 *   token: process.env['PACKLINE_TOKEN'],
 *   golden: ['flows', 'questions', 'random'].map(read),
 *   onResult: (result) => console.log(formatResult(result)),
 * });
 * process.exitCode = failed > 0 ? 1 : 0;
 * ```
 */
export async function checkConformance({urls, token, tokens = {}, golden, only = PARTS, seconds = 3, onResult}: ConformanceOptions): Promise<ConformanceReport> {
  if (urls.length === 0) throw new RangeError('Name the address of the backend that is to be checked.');
  for (const url of urls) if (!/^https?:$/.test(protocolOf(url))) throw new RangeError(`“${url}” is not an address of the form https://shop.example.`);
  const ask = createAsk({urls, token});
  const results: CheckResult[] = [];
  const keep = (result: CheckResult): void => {
    results.push(result);
    onResult?.(result);
  };

  let session: Session | undefined;
  keep(await runCheck('session', {name: 'GET /v1/me says who is calling and what the backend can do', run: async () => void (session = await readSession(ask))}, undefined, CHECK_LIMIT_MS));
  if (session !== undefined) {
    const kit = createKit({ask, session, seconds, golden, tokens});
    for (const part of PARTS) {
      if (!only.includes(part)) continue;
      for (const check of checksOf(part, golden)) keep(await runCheck(part, check, kit, CHECK_LIMIT_MS + seconds * 1000));
    }
    keep(await runCheck('errors', nothingOutOfLine, kit, CHECK_LIMIT_MS));
  }
  const count = (outcome: CheckResult['outcome']): number => results.filter((result) => result.outcome === outcome).length;
  return {urls, passed: count('passed'), failed: count('failed'), optional: count('optional'), requests: ask.counted(), results};
}

/** What every answer of the whole run had to be, asked for or by the way. */
const nothingOutOfLine: Check = {
  name: 'no answer of this run was an error of the server, and every failure was application/problem+json (with Retry-After for 429 and 503)',
  run: ({ask}) => {
    const [first, ...more] = ask.outOfLine;
    if (first === undefined) return Promise.resolve();
    const others = more.length === 0 ? '' : ` and ${more.length} more like it`;
    return Promise.reject(new Nonconformity({sent: first.sent, expected: 'no 5xx, a problem document for every failure, and Retry-After with 429 and 503', came: `${showAnswer(first)} (${first.headers.get('content-type') ?? 'no type'})${others}`}));
  },
};

async function readSession(ask: Ask): Promise<Session> {
  const answer = await ask('GET', '/v1/me');
  const session = expectJson(answer, sessionSchema, 'store, user, role, settings, capabilities, limits, epoch and serverTime');
  if (session.role !== 'owner') throw new Nonconformity({sent: answer.sent, expected: 'the role “owner”, because PACKLINE_TOKEN has to be an owner’s token', came: `“${session.role}”`});
  return session;
}

/** Runs one check; it ends, whatever the backend does. */
async function runCheck(part: Part, check: Check | (Omit<Check, 'run'> & {run(): Promise<void>}), kit: Kit | undefined, limitMs: number): Promise<CheckResult> {
  const {name, needs} = check;
  const startedMs = Date.now();
  const result = (outcome: CheckResult['outcome'], reason?: string): CheckResult => ({part, name, outcome, ...(reason === undefined ? {} : {reason}), tookMs: Date.now() - startedMs});
  if (needs !== undefined && kit?.session.capabilities.includes(needs) !== true) return result('optional', `this backend does not announce “${needs}” in the capabilities of GET /v1/me`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Nonconformity({sent: `everything of “${name}”`, expected: `an end within ${limitMs / 1000} seconds`, came: 'none'})), limitMs);
  });
  try {
    await Promise.race([check.run(kit as Kit), late]);
    return result('passed');
  } catch (error) {
    if (error instanceof NotOffered) return result('optional', error.message);
    if (error instanceof Nonconformity) return result('failed', error.message);
    return result('failed', `The check itself could not go on: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

function protocolOf(url: string): string {
  try {
    return new URL(url).protocol;
  } catch {
    return '';
  }
}
