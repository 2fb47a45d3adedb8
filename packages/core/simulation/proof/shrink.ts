import type {Program} from '../program.ts';
import {runProgram, type Outcome} from '../run-program.ts';

/** What a failure is about, without the numbers that change when steps go. */
function kindOf({breaches}: Outcome): string | undefined {
  return breaches[0]?.replaceAll(/[a-z]*\d[\w.-]*/g, '#').slice(0, 40);
}

/**
 * Cuts a failing program down: fewer steps, fewer orders, fewer tabs, as long as it fails in the same way.
 * @param limit runs that may be spent on it.
 */
export async function shrink(program: Program, limit = 200): Promise<{program: Program; outcome: Outcome; runs: number}> {
  let best = program;
  let outcome = await runProgram(program);
  const kind = kindOf(outcome);
  let runs = 1;
  const tries = async (candidate: Program): Promise<boolean> => {
    runs += 1;
    const its = await runProgram(candidate);
    if (kind === undefined || kindOf(its) !== kind) return false;
    best = candidate;
    outcome = its;
    return true;
  };
  for (let size = Math.ceil(best.steps.length / 2); size >= 1 && runs < limit; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.steps.length && runs < limit; ) {
      const steps = best.steps.filter((_, index) => index < from || index >= from + size);
      if (!(await tries({...best, steps}))) from += size;
    }
  }
  for (const device of best.devices.keys()) await tries({...best, devices: best.devices.map((one, index) => (index === device ? {...one, tabs: 1} : one))});
  return {program: best, outcome, runs};
}
