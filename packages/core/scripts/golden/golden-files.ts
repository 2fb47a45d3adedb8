import type {GoldenFile, GoldenStep, GoldenStory} from '../../src/golden/golden-file.ts';
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

/** Fields in alphabetical order, so that the text does not depend on how the rules put a document together. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(fields.map(([name, part]) => [name, sorted(part)]));
}

function stepText(step: GoldenStep): string {
  return JSON.stringify(Object.fromEntries(Object.entries(step).map(([name, part]) => [name, sorted(part)])));
}

/** One story’s head and one step a line, so that a difference can be read. */
export function toText({stories, ...head}: GoldenFile): string {
  const opened = JSON.stringify(head).slice(0, -1);
  const told = stories.map(({steps, order, ...story}) => {
    const begun = JSON.stringify({...story, ...(order === undefined ? {} : {order: sorted(order)})}).slice(0, -1);
    return `${begun},"steps":[\n${steps.map(stepText).join(',\n')}\n]}`;
  });
  return `${opened},"stories":[\n${told.join(',\n')}\n]}\n`;
}
