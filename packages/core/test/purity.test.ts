import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import fc from 'fast-check';
import {effectsOf} from '../src/effects/effects-of.ts';
import {anyStory, live} from './support/any-story.ts';

const SOURCES = new URL('../src/', import.meta.url);
/** Where decisions are made: nothing in here may reach for a clock, for chance, or for the world outside. */
const PURE = ['shared', 'settings', 'order', 'payment', 'parcel', 'law', 'rules', 'effects', 'wire', 'redaction', 'history'];
const IMPURE = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\b|\bperformance\b|\bsetTimeout\b|\bfetch\(|\blocalStorage\b|\bindexedDB\b|\bprocess\.|from 'node:/;

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '');
}

test('O6 no rule reaches for a clock, for chance, or for the world outside', () => {
  let files = 0;
  for (const folder of PURE) {
    for (const name of readdirSync(new URL(`${folder}/`, SOURCES))) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      files += 1;
      const found = IMPURE.exec(withoutComments(readFileSync(new URL(`${folder}/${name}`, SOURCES), 'utf8')));
      assert.equal(found, null, `src/${folder}/${name} uses ${found?.[0] ?? ''}`);
    }
  }
  assert.ok(files > 40, `only ${files} files`);
});

test('O6 decisions work where clock and chance throw', () => {
  const stories = fc.sample(anyStory(), {numRuns: 60, seed: 7});
  const {random} = Math;
  const {now} = Date;
  const broken = (): never => {
    throw new Error('A decision reached for the clock or for chance.');
  };
  try {
    Math.random = broken;
    Date.now = broken;
    for (const story of stories) {
      live(story, ({before, command, context, answer}) => {
        if (answer.ok) effectsOf({before, after: answer.order, events: answer.events, command, settings: context.settings});
      });
    }
  } finally {
    Math.random = random;
    Date.now = now;
  }
});
