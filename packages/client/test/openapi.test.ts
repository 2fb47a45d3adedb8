import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {COMMAND_TYPES, parseCommand, redact, redactLogged, type GoldenFile, type LoggedEvent, type Role} from '@packline/core';
import * as z from 'zod/mini';
import {createOpenApi, openApiText, OPERATIONS} from '../src/openapi/create-openapi.ts';
import {loggedEvent} from '../src/openapi/event-schemas.ts';
import {order} from '../src/openapi/order-schemas.ts';
import {checkJsonSchema, resolveRef} from './support/check-json-schema.ts';

type Json = Record<string, unknown>;

const api = createOpenApi() as {paths: Record<string, Record<string, Json>>; components: {schemas: Record<string, Json>}};
const golden = ['flows', 'questions', 'random'].map((name) => JSON.parse(readFileSync(new URL(`../../core/golden/${name}.json`, import.meta.url), 'utf8')) as GoldenFile);
const steps = golden.flatMap(({stories}) => stories.flatMap((story) => story.steps));

/** Every object inside a value, with its place. */
function* objects(value: unknown, pointer = ''): Generator<{pointer: string; object: Json}> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield {pointer, object: value as Json};
  for (const [key, item] of Object.entries(value)) yield* objects(item, `${pointer}/${key}`);
}

/** Every place in a value, as a way to put something else there. */
function* places(value: unknown, put: (changed: unknown) => unknown = (changed) => changed): Generator<(changed: unknown) => unknown> {
  yield put;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* places(item, (changed) => put(value.with(index, changed)));
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) yield* places(item, (changed) => put({...value, [key]: changed}));
}

test('the description that is checked in is the one the schemas make', () => {
  assert.equal(readFileSync(new URL('../../../docs/protocol/openapi.json', import.meta.url), 'utf8'), openApiText(), 'run node packages/client/scripts/make-openapi.ts');
});

test('every reference leads somewhere, and nothing that is named goes unused', () => {
  const used = new Set<string>();
  for (const {object} of objects(api)) {
    const ref = object['$ref'];
    if (typeof ref !== 'string') continue;
    resolveRef(api, ref);
    used.add(ref.split('/').at(-1) ?? '');
  }
  const unused = Object.keys(api.components.schemas).filter((name) => !used.has(name));
  // What a stream says is told in words there.
  assert.deepEqual(unused, ['StreamEventData']);
});

test('every example is what its schema says', () => {
  let examples = 0;
  for (const {pointer, object} of objects(api.paths)) {
    const {schema, examples: named, example} = object as {schema?: Json; examples?: Record<string, {value: unknown}>; example?: unknown};
    if (schema === undefined) continue;
    for (const value of [...Object.values(named ?? {}).map((each) => each.value), ...(example === undefined ? [] : [example])]) {
      assert.deepEqual(checkJsonSchema(api, schema, value), [], pointer);
      examples += 1;
    }
  }
  assert.ok(examples > 60, `${examples} examples`);
});

test('every operation has its parameters, a name of its own, and an example wherever JSON goes', () => {
  assert.equal(new Set(OPERATIONS.map(({id}) => id)).size, OPERATIONS.length);
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const {parameters = [], responses} = operation as {parameters?: {name: string; in: string}[]; responses: Record<string, {content?: Record<string, {examples?: Json}>; headers?: Json}>};
      assert.deepEqual(parameters.filter((each) => each.in === 'path').map(({name}) => `{${name}}`), path.match(/\{\w+\}/g) ?? [], path);
      for (const [status, {content = {}, headers = {}}] of Object.entries(responses)) {
        if (path !== '/v1/openapi.json' || status !== '200') for (const [type, {examples}] of Object.entries(content)) if (type.endsWith('json')) assert.ok(examples, `${method} ${path} ${status}`);
        if (status === '429' || status === '503') assert.ok('Retry-After' in headers, `${method} ${path} ${status}`);
      }
    }
  }
});

test('the description of commands takes and refuses what core takes and refuses', () => {
  const {discriminator} = api.components.schemas['Command'] as {discriminator: {mapping: Json}};
  assert.deepEqual(Object.keys(discriminator.mapping).sort(), [...COMMAND_TYPES].sort());
  const verdict = (value: unknown): boolean => checkJsonSchema(api, {$ref: '#/components/schemas/Command'}, value).length === 0;
  let refused = 0;
  const seen = new Set<string>();
  for (const {command} of steps) {
    assert.equal(verdict(command), parseCommand(command).ok, JSON.stringify(command).slice(0, 300));
    if (seen.has(command.type)) continue;
    seen.add(command.type);
    for (const put of places(command)) {
      for (const wrong of [null, 'x'.repeat(20_000), 'half \u{d}', -1, 1.5, [], {}]) {
        const changed = put(wrong);
        assert.equal(verdict(changed), parseCommand(changed).ok, `${JSON.stringify(changed).slice(0, 300)}`);
        if (!verdict(changed)) refused += 1;
      }
    }
    assert.equal(verdict({...command, colour: 'red'}), false);
  }
  assert.ok(refused > 1000);
});

/** The same schema with nothing left open: what it does not name is refused. */
function closed(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => (key === 'additionalProperties' && JSON.stringify(value) === '{}' ? false : value)) as Json;
}

test('orders and events of every golden vector are described whole, field by field, for every role', () => {
  const strict = closed(api);
  const fits = (name: string, value: unknown): void => assert.deepEqual(checkJsonSchema(strict, {$ref: `#/components/schemas/${name}`}, JSON.parse(JSON.stringify(value))), [], JSON.stringify(value).slice(0, 200));
  const types = new Set<string>();
  for (const {answer, command} of steps) {
    if (!answer.ok) {
      fits('Refusal', answer.refusal);
      continue;
    }
    for (const role of ['owner', 'packer'] as const satisfies readonly Role[]) {
      const seen = redact(answer.order, role);
      fits('Order', seen);
      z.parse(order, seen);
      const log = answer.events.map((event, index): LoggedEvent => ({orderId: answer.order.id, version: answer.order.version, index, commandId: command.id, event}));
      // Verdicts are of a log from its beginning; a part of one has none.
      const logged = role === 'owner' || answer.order.version > 1 ? log : redactLogged(log, role);
      for (const entry of logged) {
        fits('LoggedEvent', entry);
        z.parse(loggedEvent, entry);
        types.add(entry.event.type);
      }
    }
  }
  assert.ok(types.size >= 28, `${types.size} kinds of events`);
});

test('the checker finds what is wrong, and knows what it does not know', () => {
  const found = (schema: Json, value: unknown): readonly string[] => checkJsonSchema({}, schema, value).map(({pointer, detail}) => `${pointer} ${detail}`);
  assert.deepEqual(found({type: 'object', properties: {a: {type: 'integer', minimum: 1}}, required: ['b'], additionalProperties: false}, {a: 0, 'c/d': 1}), ['/a is below 1.', ' has no “b”.', '/c~1d is not known.']);
  assert.deepEqual(found({oneOf: [{type: 'string'}, {minLength: 2}]}, 'ab'), [' fits 2 of 2 kinds.']);
  assert.deepEqual(found({format: 'date-time'}, '2026-13-01T00:00:00Z'), [' is no date-time.']);
  assert.throws(() => found({dependentRequired: {}}, {}), /not known to the checker/);
  assert.throws(() => found({$ref: '#/none'}, {}), /leads nowhere/);
});
