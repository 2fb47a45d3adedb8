import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';

const PACKAGE = new URL('../', import.meta.url);
/** Every test in these folders proves rules, and every test of a file that a rule names. */
const GOVERNED = /^src\/(?:shared|settings|order|payment|parcel|law|rules|effects|wire|redaction|history)\//;
/** Proves no rule: it is about this list itself, or about what the rules do not speak of. */
const EXEMPT: ReadonlySet<string> = new Set(['test/spec.test.ts', 'src/shared/fold.test.ts']);

const IDS = /^(?:[A-Z]\d+ )+/;

interface SpecRule {
  readonly id: string;
  readonly sentence: string;
  readonly files: readonly string[];
}

/** A rule is a list entry `- **P4** Sentence. (`file.test.ts`, …)`, in whatever section. */
function readRules(text: string): SpecRule[] {
  return [...text.matchAll(/^- \*\*([^*]+)\*\* (.*)$/gm)].map(([, id = '', rest = '']) => {
    const [, sentence = rest, files = ''] = /^(.*) \(((?:`[^`]+`(?:, )?)+)\)$/.exec(rest) ?? [];
    return {id, sentence, files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)};
  });
}

function listTestFiles(): string[] {
  return ['src', 'test'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, PACKAGE), {recursive: true, encoding: 'utf8'})
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
  );
}

/** What stands first in every `test(…)` of a file. */
function readTestNames(text: string): string[] {
  return [...text.matchAll(/^\s*(?:test|it)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gms)].map(([, , name = '']) => name);
}

function idsOf(name: string): string[] {
  return IDS.exec(name)?.[0].trim().split(' ') ?? [];
}

const rules = readRules(readFileSync(new URL('SPEC.md', PACKAGE), 'utf8'));
const tests = listTestFiles()
  .filter((file) => !EXEMPT.has(file))
  .flatMap((file) => readTestNames(readFileSync(new URL(file, PACKAGE), 'utf8')).map((name) => ({file, name, ids: idsOf(name)})));

test('every rule has an id of its own, a sentence, and test files', () => {
  assert.ok(rules.length > 60, `only ${rules.length} rules were read`);
  assert.deepEqual(rules.filter(({id}, index) => rules.findIndex((rule) => rule.id === id) !== index).map(({id}) => id), []);
  for (const {id, sentence, files} of rules) {
    assert.match(id, /^[A-Z]\d+$/);
    assert.match(sentence, /^.{20,}\.$/, id);
    assert.ok(files.length > 0, `${id} names no test file`);
  }
});

test('every file that a rule names has a test of that rule', () => {
  const missing = rules.flatMap(({id, files}) => files.filter((file) => !tests.some((known) => known.file === file && known.ids.includes(id))).map((file) => `${id}: no test in ${file}`));
  assert.deepEqual(missing, []);
});

test('every test that names a rule is named by it', () => {
  const strangers = tests.flatMap(({file, name, ids}) =>
    ids.filter((id) => !rules.some((rule) => rule.id === id && rule.files.includes(file))).map((id) => `${file} “${name}”: ${rules.some((rule) => rule.id === id) ? `${id} does not name this file` : `there is no rule ${id}`}`),
  );
  assert.deepEqual(strangers, []);
});

test('every test of the rules opens with the ids of those it proves', () => {
  assert.ok(tests.length > 100, `only ${tests.length} tests were read`);
  const named = new Set(rules.flatMap(({files}) => files));
  assert.deepEqual(tests.filter(({file, ids}) => (GOVERNED.test(file) || named.has(file)) && ids.length === 0).map(({file, name}) => `${file} “${name}”`), []);
});
