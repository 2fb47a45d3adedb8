import type {CommandResult, GoldenFile, GoldenStory} from '@packline/core';
import type {Check} from '../check.ts';
import {findDifference} from '../golden/find-difference.ts';
import {settingsDiffer, tellStory, type ToldStep, type ToldStory} from '../golden/tell-story.ts';
import type {Kit} from '../kit.ts';
import {expectThat, Nonconformity, notOffered, show} from '../support/nonconformity.ts';
import {newId} from '../support/samples.ts';
import {questionCheck} from './golden-questions.ts';

/** Stories of a file that can be told through a protocol at all: they begin with nothing. */
const tellable = ({stories}: GoldenFile): readonly GoldenStory[] => stories.filter(({order, steps}) => order === undefined && steps.some(({aside}) => aside !== true));

/** Compares what a backend answers with what the vectors say, step by step. */
function compare({name}: ToldStory, {command, answer}: ToldStep, result: CommandResult | undefined, place: number): void {
  const sent = `step ${place} of “${name}”, ${command.type},`;
  if (result === undefined) throw new Nonconformity({sent, expected: 'a result', came: 'none'});
  if (!answer.ok) {
    expectThat(result.outcome === 'refused' && result.refusal?.code === answer.refusal.code, {sent, expected: `the refusal ${answer.refusal.code}`, came: show(result.refusal ?? result.outcome)});
    const found = findDifference(answer.refusal.params, result.refusal.params, {placedAtIsGiven: false});
    expectThat(found === undefined, {sent, expected: `the refusal ${answer.refusal.code} with ${show(found?.expected)} in params${found?.pointer}`, came: show(found?.came)});
    return;
  }
  expectThat(result.outcome === 'applied', {sent, expected: 'the outcome “applied”', came: show(result.refusal ?? result.outcome)});
  const found = findDifference(answer.order, result.order, {placedAtIsGiven: answer.order.placedAt !== answer.order.createdAt});
  expectThat(found === undefined, {sent, expected: `${show(found?.expected)} in ${found?.pointer} of the order`, came: show(found?.came)});
}

/** Tells a story to the backend, a request for each step or all in one. Settles with how many steps that were. */
async function tell(kit: Kit, file: GoldenFile, story: GoldenStory, inOneBatch: boolean): Promise<number> {
  const told = tellStory(file, story, `g-${newId()}`);
  const {steps} = told;
  const results: CommandResult[] = [];
  if (inOneBatch && steps.length > 0) results.push(...(await kit.push(steps.map(({command}) => command), {returnOrders: true})));
  for (const [index, step] of steps.entries()) {
    if (!inOneBatch) results.push(...(await kit.push([step.command], {returnOrders: true})));
    compare(told, step, results[index], index + 1);
  }
  return steps.length;
}

/** A file of so many stories is for people: each of them is a check by its name. More are told in one. */
const MOST_NAMED = 30;

const flowCheck = (file: GoldenFile, story: GoldenStory): Check => ({
  name: story.name,
  run: async (kit) => {
    const differ = settingsDiffer(file, story, kit.session.settings);
    if (differ !== undefined) notOffered(differ);
    const steps = await tell(kit, file, story, false);
    if (steps === 0) notOffered('none of its steps can be asked for through the protocol');
  },
});

const livesCheck = (file: GoldenFile, stories: readonly GoldenStory[]): Check => ({
  name: `${stories.length} stories, one batch each: ${file.about}`,
  run: async (kit) => {
    let steps = 0;
    for (const story of stories) if (settingsDiffer(file, story, kit.session.settings) === undefined) steps += await tell(kit, file, story, true);
    if (steps === 0) notOffered('the settings of this backend are none that these stories are told under');
  },
});

/** The golden vectors that were given, told as commands to real orders. */
export function goldenChecks(golden: readonly GoldenFile[]): readonly Check[] {
  return golden.flatMap((file) => {
    const stories = tellable(file);
    const untold = file.stories.length - stories.length;
    const named = stories.length <= MOST_NAMED ? stories.map((story) => flowCheck(file, story)) : [livesCheck(file, stories)];
    return untold === 0 ? named : [...named, questionCheck(file, untold)];
  });
}
