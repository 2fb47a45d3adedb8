import assert from 'node:assert/strict';
import test from 'node:test';
import * as z from 'zod/mini';
import * as contract from '../src/contract/index.ts';
import {SESSION, travellingOrder} from './support/samples.ts';

test('a batch holds 1 to 500 commands inside an object', () => {
  const accepts = (body: unknown) => contract.commandsRequestSchema.safeParse(body).success;
  assert.ok(accepts({commands: [{}]}));
  assert.ok(accepts({commands: Array.from({length: 500}, () => ({}))}));
  assert.ok(!accepts({commands: Array.from({length: 501}, () => ({}))}));
  assert.ok(!accepts({commands: []}));
  assert.ok(!accepts([{}]), 'a bare array');
  assert.ok(!accepts({}));
});

test('what a newer backend adds is kept in documents', () => {
  const order = travellingOrder('o1', {colour: 'red'});
  const page = {orders: [order], removed: [], cursor: 'c', hasMore: false, settings: {...SESSION.settings, theme: 'dark'}};
  assert.deepEqual(contract.changesPageSchema.parse(page), page);
  assert.equal(contract.changesPageSchema.parse(page).orders[0], order, 'not even copied');
});

test('outcomes and roles are closed lists, refusal codes are not', () => {
  const result = {id: 'c', outcome: 'refused', version: 1, position: 0, refusal: {code: 'order/from-the-future', params: {}}};
  assert.ok(contract.commandResultSchema.safeParse(result).success);
  assert.ok(!contract.commandResultSchema.safeParse({...result, outcome: 'maybe'}).success);
  assert.ok(!contract.sessionSchema.safeParse({...SESSION, role: 'king'}).success);
});

test('every envelope can be written as JSON Schema', () => {
  for (const [name, schema] of Object.entries(contract)) {
    if (!name.endsWith('Schema')) continue;
    const written = z.toJSONSchema(schema as z.ZodMiniType, {unrepresentable: 'any'});
    assert.equal(typeof written, 'object', name);
  }
});
