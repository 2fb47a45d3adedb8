import {readFileSync} from 'node:fs';
import type {TestContext} from 'node:test';
import type {GoldenFile} from '@packline/core';
import {checkConformance, type ConformanceOptions, type ConformanceReport} from '../../src/conformance/index.ts';
import {createSecondBackend, type Handler} from '../second-backend/second-backend.ts';
import {serve} from '../second-backend/serve.ts';

/** `full` under `npm run verify`. */
export const IS_FULL_DOSE = process.env['PACKLINE_DOSE'] === 'full';

/** The vectors that core publishes. */
export const GOLDEN = ['flows', 'questions', 'random'].map((name) => JSON.parse(readFileSync(new URL(`../../../core/golden/${name}.json`, import.meta.url), 'utf8')) as GoldenFile);

/** The tokens of the second backend, by role. */
const TOKENS = {owner: 'owner', packer: 'packer', viewer: 'viewer'} as const;

/** Serves a backend on this machine until the test ends. */
export async function startSecondBackend(test: TestContext, handler: Handler = createSecondBackend(TOKENS)): Promise<string> {
  const {url, stop} = await serve(handler);
  test.after(stop);
  return url;
}

/** A backend of its own for one test. */
export const newBackend = (settings: Parameters<typeof createSecondBackend>[1] = {}): Handler => createSecondBackend(TOKENS, settings);

/** Runs the kit against an address. */
export function runKit(url: string, options: Partial<ConformanceOptions> = {}): Promise<ConformanceReport> {
  return checkConformance({urls: [url], token: TOKENS.owner, tokens: {packer: TOKENS.packer, viewer: TOKENS.viewer}, golden: GOLDEN, seconds: IS_FULL_DOSE ? 20 : 1, ...options});
}

/** The sentences of what failed. */
export const failuresOf = ({results}: ConformanceReport): string[] => results.filter(({outcome}) => outcome === 'failed').map(({part, name, reason}) => `${part}: ${name}: ${reason}`);
