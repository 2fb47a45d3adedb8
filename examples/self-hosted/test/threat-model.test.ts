import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import test from 'node:test';

const ROOT = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('docs/threat-model.md', ROOT), 'utf8');

test('every test that the threat model names is there', () => {
  const named = [...text.matchAll(/`([^`\s]+\.test\.ts): ([^`]+)`/g)].map(([, file = '', name = '']) => ({file, name}));
  assert.ok(named.length >= 30, `${named.length} tests are named`);
  for (const {file, name} of named) {
    const path = new URL(file, ROOT);
    assert.ok(existsSync(path), file);
    const names = [...readFileSync(path, 'utf8').matchAll(/(?:test|it)\((['"`])([\s\S]*?)\1/g)].map(([, , found = '']) => found);
    assert.ok(names.some((found) => found.includes(name)), `${file} has no test “${name}”`);
  }
});

test('every attacker has what they get, what stops them or what is left', () => {
  const sections = text.split(/^## /m).slice(1);
  assert.ok(sections.length >= 9);
  for (const section of sections) assert.match(section, /\*\*What is left:\*\*/, section.slice(0, 40));
});
