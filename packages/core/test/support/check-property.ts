import type {TestContext} from 'node:test';
import fc from 'fast-check';

/** `full` under `npm run verify`: twenty times as many cases. */
export const IS_FULL_DOSE = process.env['PACKLINE_DOSE'] === 'full';

/**
 * Checks a property over random inputs and always prints the seed. A failing one prints the smallest input as well;
 * `PACKLINE_SEED=… node --test …` runs exactly the same cases again.
 */
export function checkProperty<Inputs extends [unknown, ...unknown[]]>(test: TestContext, property: fc.IProperty<Inputs>, {runs}: {runs: number}): void {
  const given = process.env['PACKLINE_SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  const numRuns = IS_FULL_DOSE ? runs * 20 : runs;
  test.diagnostic(`seed ${seed}, ${numRuns} cases`);
  fc.assert(property, {seed, numRuns});
}
