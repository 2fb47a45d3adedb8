import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {commandsPage, refusalsOf, refusalsPage} from '../scripts/reference/reference-pages.ts';
import {COMMAND_NOTES} from '../scripts/reference/command-notes.ts';
import {COMMAND_TYPES} from '../src/order/command.ts';
import {parseCommand} from '../src/wire/parse-command.ts';

const page = (name: string) => readFile(new URL(`../../../docs/reference/${name}.md`, import.meta.url), 'utf8');

test('W5 the page of commands is what the law says of each', async () => {
  assert.equal(await page('commands'), commandsPage(), 'run node packages/core/scripts/make-reference-pages.ts');
  for (const type of COMMAND_TYPES) assert.ok(refusalsOf(type).length > 0, type);
  // The notes have every type, or they would not compile: so the list has every type too.
  assert.deepEqual(Object.keys(COMMAND_NOTES).sort(), [...COMMAND_TYPES].sort());
});

test('W5 the page of refusals shows what is really answered', async () => {
  assert.equal(await page('refusals'), refusalsPage(), 'run node packages/core/scripts/make-reference-pages.ts');
});

test('W5 every example of a command can be read from the wire', () => {
  for (const type of COMMAND_TYPES) {
    const command = {id: 'c1', schemaVersion: 1, orderId: 'o1', ...COMMAND_NOTES[type].example};
    assert.deepEqual(parseCommand(JSON.parse(JSON.stringify(command))), {ok: true, command}, type);
  }
});
