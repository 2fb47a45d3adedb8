import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {OrderQuery} from './order-query.ts';
import {type OrderFilters, parseFilters} from './parse-filters.ts';
import {parseQuery} from './parse-query.ts';
import {QUERY_VALUES} from './query-values.ts';

const today = '2026-11-23';

function read(filters: OrderFilters): OrderQuery {
  const parsed = parseFilters(filters, {today});
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.query;
}

test('Q2 filters and typed text of one meaning are the same query', () => {
  const pairs: [OrderFilters, string][] = [
    [{}, ''],
    [{status: 'processing', sku: 'ABC', not: {tag: 'vip'}, text: '陳大文'}, 'status:processing sku:ABC -tag:vip 陳大文'],
    [{status: ['processing', 'complete'], carrier: ['own']}, 'status:processing,complete carrier:own'],
    [{product: ['lunch bag', 'red']}, 'product:"lunch bag" product:red'],
    [{placed: {from: '2026-01-01', to: '2026-01-31'}, sent: 'today', ship: {to: 'today+7'}}, 'placed:2026-01 sent:today ship:..2026-11-30'],
    [{total: 99.9, not: {total: {over: 5}}}, 'total:99.90 -total:>5'],
    [{total: {min: 10, under: 20}}, 'total:10..<20'],
    [{total: {over: 10, max: 20}}, 'total:>10..20'],
    [{total: {under: 20}}, 'total:<20'],
    [{total: {max: 20}}, 'total:<=20'],
    [{total: {min: 10}}, 'total:>=10'],
    [{has: 'hold', hold: 'any', is: 'archived', problem: 'refund_due'}, 'hold:any hold:"any" is:archived problem:refund-due'],
    [{text: 'bag -status:cancelled'}, 'bag -status:cancelled'],
  ];
  for (const [filters, text] of pairs) assert.deepEqual({ok: true, query: read(filters)}, parseQuery(text, {today}), text);
});

test('Q2 filters that say nothing are no conditions', () => {
  assert.deepEqual(read({status: [], text: ' ', placed: {}, total: {}, sku: ''}), {terms: []});
  // As a script hands over what it was not given.
  assert.deepEqual(read({sku: undefined, status: undefined, total: undefined, not: undefined} as unknown as OrderFilters), {terms: []});
});

test('Q2 a filter that cannot be read has the problem that typed text would have', () => {
  const problem = (filters: object): unknown => {
    const parsed = parseFilters(filters);
    return parsed.ok ? undefined : {code: parsed.problem.code, ...parsed.problem.params};
  };
  assert.deepEqual(problem({stauts: 'paid'}), {code: 'query/unknown-field', field: 'stauts', nearest: 'status'});
  assert.deepEqual(problem({payment: ['payd']}), {code: 'query/unknown-value', field: 'payment', value: 'payd', known: QUERY_VALUES.payment.join(', '), nearest: 'paid'});
  assert.deepEqual(problem({not: {placed: {from: '2026-02-30'}}}), {code: 'query/bad-date', field: 'placed', value: '2026-02-30..'});
  assert.deepEqual(problem({total: {min: 5, max: 1}}), {code: 'query/bad-number', field: 'total', value: '5..1'});
  assert.deepEqual(problem({text: 'colour:red'}), {code: 'query/unknown-field', field: 'colour'});
});

test('Q2 any numbers and values chosen by hand are read as they are', () => {
  const bound = fc.option(fc.double({noNaN: true, noDefaultInfinity: true}).map((value) => value + 0), {nil: undefined});
  fc.assert(
    fc.property(fc.subarray([...QUERY_VALUES.detail], {minLength: 1}), bound, bound, (detail, left, right) => {
      const [min, max] = left !== undefined && right !== undefined && left > right ? [right, left] : [left, right];
      const {terms} = read({detail, total: {...(min === undefined ? {} : {min}), ...(max === undefined ? {} : {max})}});
      assert.deepEqual(terms[0], {kind: 'detail', values: detail, negated: false});
      assert.deepEqual(terms[1], min === undefined && max === undefined ? undefined : {kind: 'total', min, minIncluded: true, max, maxIncluded: true, negated: false});
    }),
  );
});
