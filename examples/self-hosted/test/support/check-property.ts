import type {TestContext} from 'node:test';
import fc from 'fast-check';

/** `full` under `npm run verify`. */
export const IS_FULL_DOSE = process.env['PACKLINE_DOSE'] === 'full';

/**
 * Checks a property over random inputs, twenty times as many in the full dose, and always prints the seed. A failing one
 * prints the smallest input as well; `PACKLINE_SEED=… node --test …` runs exactly the same cases again.
 */
export async function checkProperty<Inputs extends [unknown, ...unknown[]]>(test: TestContext, property: fc.IAsyncProperty<Inputs>, {runs}: {runs: number}): Promise<void> {
  const given = process.env['PACKLINE_SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  const numRuns = IS_FULL_DOSE ? runs * 20 : runs;
  test.diagnostic(`seed ${seed}, ${numRuns} cases`);
  await fc.assert(property, {seed, numRuns});
}
