import type {GoldenFile, GoldenStory} from '../../src/golden/golden-file.ts';
import {DEFAULT_SETTINGS} from '../../src/settings/settings.ts';
import {ACTORS} from '../../test/support/people.ts';
import {shownBy} from './coverage.ts';
import {flowStories} from './flows.ts';
import {questionStories} from './questions.ts';
import {randomStories} from './random-stories.ts';

function fileOf(about: string, stories: readonly GoldenStory[]): GoldenFile {
  return {format: 1, about, settings: DEFAULT_SETTINGS, actors: ACTORS, stories};
}

/** Every golden file by name: pure, so that a test can compare what is published with what the rules say. */
export function goldenFiles(): Readonly<Record<string, GoldenFile>> {
  const flows = flowStories();
  const questions = questionStories();
  const shown = new Set([...flows, ...questions].flatMap(({steps}) => steps.flatMap(shownBy)));
  const random = randomStories(shown);
  return {
    flows: fileOf('The guide’s flows, each from the placing of an order: what a reader should begin with.', flows),
    questions: fileOf('Every refusal, and every move that the order and parcel machines have, asked of orders in all their states.', questions),
    random: fileOf('Random lives of orders from one seed.', random),
  };
}

/** One story’s head and one step a line, so that a difference can be read. */
export function toText({stories, ...head}: GoldenFile): string {
  const opened = JSON.stringify(head).slice(0, -1);
  const told = stories.map(({steps, ...story}) => `${JSON.stringify(story).slice(0, -1)},"steps":[\n${steps.map((step) => JSON.stringify(step)).join(',\n')}\n]}`);
  return `${opened},"stories":[\n${told.join(',\n')}\n]}\n`;
}
