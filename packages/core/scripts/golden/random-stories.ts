import fc from 'fast-check';
import type {GoldenStep, GoldenStory} from '../../src/golden/golden-file.ts';
import {anyStory, live} from '../../test/support/any-story.ts';
import {shownBy} from './coverage.ts';
import {stepOf} from './teller.ts';

const SEED = 20261123;
const LIVED = 300;
/** Besides those that show something new: lives as they come, for what nobody thought of. */
const AS_THEY_COME = 50;

/**
 * Random lives from one seed. Kept are the first few as they come, and of the others those that show something that
 * was not shown before, up to the step that shows it.
 */
export function randomStories(shown: Set<string>): readonly GoldenStory[] {
  const kept: GoldenStory[] = [];
  for (const [index, story] of fc.sample(anyStory(14), {seed: SEED, numRuns: LIVED}).entries()) {
    const steps: GoldenStep[] = [];
    const settings = {completeOnFirstSend: story.literal, reviewOnlyWithReceipt: story.literal};
    live({...story, meanwhileAt: Number.MAX_SAFE_INTEGER}, ({before, command, context}) => steps.push(stepOf(before, command, context, false)));
    let last = index < AS_THEY_COME ? steps.length - 1 : -1;
    for (const [place, step] of steps.entries()) if (shownBy(step).some((what) => !shown.has(what))) last = Math.max(last, place);
    if (last < 0) continue;
    const told = steps.slice(0, last + 1);
    for (const step of told) for (const what of shownBy(step)) shown.add(what);
    kept.push({name: `random ${index + 1}`, ...(story.literal ? {settings} : {}), steps: told});
  }
  return kept;
}
