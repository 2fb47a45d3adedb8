import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {quickest} from '../../test/support/quickest.ts';
import {ODD_TEXTS} from '../../test/support/random-order.ts';
import {formatQuery} from './format-query.ts';
import type {ListField, OrderQuery, ParsedQuery, QueryTerm, TextField} from './order-query.ts';
import {parseQuery} from './parse-query.ts';
import {QUERY_FIELDS} from './query-fields.ts';
import {DAY_FIELDS, QUERY_VALUES} from './query-values.ts';

const word = (text: string, field: TextField = 'any', negated = false): QueryTerm => ({kind: 'text', field, text, negated});

function terms(text: string): readonly QueryTerm[] {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  return parsed.query.terms;
}

function problem(text: string): Extract<ParsedQuery, {ok: false}>['problem'] & {where: string} {
  const parsed = parseQuery(text);
  assert.ok(!parsed.ok, `${text} has no problem`);
  const {at, length} = parsed.problem;
  return {...parsed.problem, where: text.slice(at, at + length)};
}

describe('parseQuery reads', () => {
  test('Q1 bare words and phrases', () => {
    assert.deepEqual(terms('lunch  BAG'), [word('lunch'), word('BAG')]);
    assert.deepEqual(terms('"lunch bag" 陳大文'), [word('lunch bag'), word('陳大文')]);
    assert.deepEqual(terms('"5"" pot"'), [word('5" pot')]);
    assert.deepEqual(terms('“lunch bag”'), [word('lunch bag')]);
    assert.deepEqual(terms('5" pot'), [word('5"'), word('pot')]);
    assert.deepEqual(terms('陳　大文'), [word('陳'), word('大文')]);
  });

  test('Q1 words of a field', () => {
    assert.deepEqual(terms('product:"lunch bag" sku:20725'), [word('lunch bag', 'product'), word('20725', 'sku')]);
    assert.deepEqual(terms('Customer:17850 E-Mail:a@b'), [word('17850', 'customer'), word('a@b', 'email')]);
    assert.deepEqual(terms('phone：9123'), [word('9123', 'phone')]);
  });

  test('Q1 negation', () => {
    assert.deepEqual(terms('-gift -"lunch bag" -tag:vip'), [word('gift', 'any', true), word('lunch bag', 'any', true), word('vip', 'tag', true)]);
    assert.deepEqual(terms('"-5" T-LIGHT'), [word('-5'), word('T-LIGHT')]);
  });

  test('Q1 lists of statuses, however they are written', () => {
    assert.deepEqual(terms('status:Payment-Review,complete'), [{kind: 'status', values: ['payment_review', 'complete'], negated: false}]);
    assert.deepEqual(terms('status:"payment review，processing"'), [{kind: 'status', values: ['payment_review', 'processing'], negated: false}]);
    assert.deepEqual(terms('-payment:paid,PAID'), [{kind: 'payment', values: ['paid'], negated: true}]);
    assert.deepEqual(terms('fulfilment:part-sent'), [{kind: 'fulfillment', values: ['part_sent'], negated: false}]);
    for (const [kind, values] of Object.entries(QUERY_VALUES)) for (const value of values) assert.deepEqual(terms(`${kind}:${value}`), [{kind, values: [value], negated: false}]);
  });

  test('Q1 Q4 days, months, years and open ends', () => {
    const placed = (from: string | undefined, to: string | undefined): QueryTerm[] => [{kind: 'placed', from, to, negated: false}];
    assert.deepEqual(terms('placed:2026-01-01..2026-01-31'), placed('2026-01-01', '2026-01-31'));
    assert.deepEqual(terms('placed:2026-01-05'), placed('2026-01-05', '2026-01-05'));
    assert.deepEqual(terms('placed:2024-02'), placed('2024-02-01', '2024-02-29'));
    assert.deepEqual(terms('placed:2025..2026-03'), placed('2025-01-01', '2026-03-31'));
    assert.deepEqual(terms('placed:2026-01-01..'), placed('2026-01-01', undefined));
    assert.deepEqual(terms('placed:..2026'), placed(undefined, '2026-12-31'));
  });

  test('Q1 Q4 days named from today', () => {
    const days = (text: string): QueryTerm | undefined => {
      const parsed = parseQuery(text, {today: '2026-03-01'});
      return parsed.ok ? parsed.query.terms[0] : undefined;
    };
    assert.deepEqual(days('sent:today'), {kind: 'sent', from: '2026-03-01', to: '2026-03-01', negated: false});
    assert.deepEqual(days('placed:yesterday'), {kind: 'placed', from: '2026-02-28', to: '2026-02-28', negated: false});
    assert.deepEqual(days('-ship:Tomorrow..'), {kind: 'ship', from: '2026-03-02', to: undefined, negated: true});
    assert.deepEqual(days('updated:today-6..today'), {kind: 'updated', from: '2026-02-23', to: '2026-03-01', negated: false});
    assert.deepEqual(days('ship:..today+31'), {kind: 'ship', from: undefined, to: '2026-04-01', negated: false});
    assert.equal(days('sent:today..yesterday'), undefined);
    assert.equal(days('sent:today-99999'), undefined);
  });

  test('Q1 holds and problems, any of them or none', () => {
    const has = (negated: boolean): QueryTerm[] => [{kind: 'has', values: ['hold'], negated}];
    assert.deepEqual(terms('hold:any'), has(false));
    assert.deepEqual(terms('has:hold'), has(false));
    assert.deepEqual(terms('hold:None'), has(true));
    assert.deepEqual(terms('-hold:none'), has(false));
    assert.deepEqual(terms('hold:address -hold:"any"'), [word('address', 'hold'), word('any', 'hold', true)]);
    assert.deepEqual(terms('problem:any'), [{kind: 'problem', values: QUERY_VALUES.problem, negated: false}]);
    assert.deepEqual(terms('problem:none'), [{kind: 'problem', values: QUERY_VALUES.problem, negated: true}]);
    assert.deepEqual(terms('problem:refund-due'), [{kind: 'problem', values: ['refund_due'], negated: false}]);
  });

  test('Q1 amounts', () => {
    const total = (min: number | undefined, max: number | undefined, minIncluded = true, maxIncluded = true): QueryTerm[] => [{kind: 'total', min, minIncluded, max, maxIncluded, negated: false}];
    assert.deepEqual(terms('total:>500'), total(500, undefined, false));
    assert.deepEqual(terms('total:>=500'), total(500, undefined));
    assert.deepEqual(terms('total:<0.005'), total(undefined, 0.005, true, false));
    assert.deepEqual(terms('total:<=-5'), total(undefined, -5));
    assert.deepEqual(terms('total:19.99'), total(19.99, 19.99));
    assert.deepEqual(terms('total:10..20'), total(10, 20));
    assert.deepEqual(terms('total:>10..<20'), total(10, 20, false, false));
    assert.deepEqual(terms('total:..20'), total(undefined, 20));
  });

  test('Q1 half-typed conditions as nothing yet', () => {
    for (const text of ['', '   ', '-', 'status:', 'status:,', 'product:', 'product:""', '""', 'placed:', 'total:']) assert.deepEqual(terms(text), [], text);
    assert.deepEqual(terms('status:complete,'), [{kind: 'status', values: ['complete'], negated: false}]);
  });

  test('Q1 what only looks like a field as the text it is', () => {
    for (const text of ['10:30', 'http://x.y/?a=b', 'C:536', '備註:易碎', ':)', 'a@b.c:', '::', 'foo:']) assert.deepEqual(terms(text), [word(text)], text);
  });
});

describe('parseQuery says what is wrong and where', () => {
  for (const [text, code, where] of [
    ['lunch colour:red', 'query/unknown-field', 'colour'],
    ['constructor:x', 'query/unknown-field', 'constructor'],
    ['status:processing,foo', 'query/unknown-value', 'foo'],
    ['status:paid', 'query/unknown-value', 'paid'],
    ['placed:2026-02-30', 'query/bad-date', '2026-02-30'],
    ['placed:yesterday', 'query/bad-date', 'yesterday'],
    ['placed:2026-02-01..2026-01-01', 'query/bad-date', '2026-02-01..2026-01-01'],
    ['placed:..', 'query/bad-date', '..'],
    ['ship:today', 'query/bad-date', 'today'],
    ['sent:2026-13', 'query/bad-date', '2026-13'],
    ['has:notes', 'query/unknown-value', 'notes'],
    ['is:any', 'query/unknown-value', 'any'],
    ['carrier:own,dhl', 'query/unknown-value', 'dhl'],
    ['detail:processing', 'query/unknown-value', 'processing'],
    ['x total:abc', 'query/bad-number', 'abc'],
    ['total:1,000', 'query/bad-number', '1,000'],
    ['total:20..10', 'query/bad-number', '20..10'],
    ['total:<5..10', 'query/bad-number', '<5..10'],
    ['bag "open', 'query/unclosed-quote', '"open'],
    ['product:"open', 'query/unclosed-quote', '"open'],
  ] as const) {
    test(`Q1 ${text}`, () => {
      const found = problem(text);
      assert.equal(found.code, code);
      assert.equal(found.where, where);
    });
  }

  test('Q1 with what it knows instead, and what was probably meant', () => {
    assert.match(problem('status:foo').params['known'] ?? '', /payment_review/);
    assert.deepEqual(problem('colour:red').params, {field: 'colour'});
    assert.deepEqual(problem('stauts:paid').params, {field: 'stauts', nearest: 'status'});
    assert.deepEqual(problem('fulfilmnet:x').params, {field: 'fulfilmnet', nearest: 'fulfillment'});
    assert.deepEqual(problem('lunch cust:x').params, {field: 'cust', nearest: 'customer'});
    assert.equal(problem('status:procesing').params['nearest'], 'processing');
    assert.equal(problem('-payment:paid,in-reveiw').params['nearest'], 'in_review');
    assert.equal(problem('carrier:ship').params['nearest'], 'shipany');
    assert.ok(!('nearest' in problem('status:xyzzy').params));
    assert.deepEqual(problem('sent:yesterdya').params, {field: 'sent', value: 'yesterdya'});
  });
});

test('Q1 any text at all is a query or a problem inside it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom(...ODD_TEXTS), fc.array(fc.constantFrom('"', ':', '-', ' ', 'a', 'status', '..', '2026-01', ',', '>', '“', '”')).map((parts) => parts.join(''))), (text) => {
      const parsed = parseQuery(text);
      if (parsed.ok) return;
      const {at, length} = parsed.problem;
      assert.ok(at >= 0 && length > 0 && at + length <= text.length, JSON.stringify(parsed.problem));
    }),
    {numRuns: 1000},
  );
});

const day = fc.date({min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true}).map((date) => date.toISOString().slice(0, 10));
const number = fc.double({noNaN: true, noDefaultInfinity: true}).map((value) => value + 0);
const TEXT_FIELDS: readonly TextField[] = ['any', 'number', 'product', 'sku', 'customer', 'phone', 'email', 'tracking', 'tag', 'channel', 'hold'];
const LIST_FIELDS = Object.keys(QUERY_VALUES) as readonly ListField[];
const anyTerm: fc.Arbitrary<QueryTerm> = fc.boolean().chain((negated) =>
  fc.oneof(
    fc.record({kind: fc.constant('text' as const), field: fc.constantFrom(...TEXT_FIELDS), text: fc.oneof(fc.string({minLength: 1, unit: 'binary'}), fc.constantFrom(...ODD_TEXTS, 'status:x', '-a', '"', 'a b', 'foo:bar', 'any', 'none', 'today')), negated: fc.constant(negated)}, {noNullPrototype: true}),
    fc.constantFrom(...LIST_FIELDS).chain((kind) => fc.subarray<string>([...QUERY_VALUES[kind]], {minLength: 1}).map((values) => ({kind, values, negated}) as QueryTerm)),
    fc.tuple(fc.constantFrom(...DAY_FIELDS), day, day, fc.constantFrom('both', 'from', 'to')).map(([kind, a, b, ends]): QueryTerm => {
      const [from, to] = a < b ? [a, b] : [b, a];
      return {kind, from: ends === 'to' ? undefined : from, to: ends === 'from' ? undefined : to, negated};
    }),
    fc.tuple(number, number, fc.boolean(), fc.boolean(), fc.constantFrom('both', 'min', 'max')).map(([a, b, minIncluded, maxIncluded, ends]): QueryTerm => {
      const [min, max] = a < b ? [a, b] : [b, a];
      return {kind: 'total', min: ends === 'max' ? undefined : min, minIncluded: ends === 'max' || minIncluded, max: ends === 'min' ? undefined : max, maxIncluded: ends === 'min' || maxIncluded, negated};
    }),
  ),
);

test('Q2 every field has its terms in this test', () => {
  const named = [...TEXT_FIELDS.slice(1), ...LIST_FIELDS, ...DAY_FIELDS, 'total'];
  assert.deepEqual([...QUERY_FIELDS].sort(), named.sort());
});

test('Q2 formatQuery writes every query so that parseQuery reads the same one', () => {
  fc.assert(
    fc.property(fc.array(anyTerm, {maxLength: 4}), (list) => {
      const query: OrderQuery = {terms: list};
      assert.deepEqual(parseQuery(formatQuery(query)), {ok: true, query});
    }),
    {numRuns: 2000},
  );
});

test('Q2 what was typed and read is written so that it reads the same', () => {
  const pieces = fc.constantFrom('status:', 'hold:', 'carrier:own', 'sent:today', 'placed:', '2026-01', '..', ' ', ' ', '-', '"', 'any', 'none', 'total:', '>5', '陳', 'tag:vip', ',', 'is:archived', 'has:note,hold', 'problem:any');
  let read = 0;
  fc.assert(
    fc.property(fc.array(pieces, {maxLength: 8}).map((parts) => parts.join('')), (text) => {
      const parsed = parseQuery(text, {today: '2026-11-23'});
      if (!parsed.ok) return;
      read += 1;
      assert.deepEqual(parseQuery(formatQuery(parsed.query)), parsed, text);
    }),
    {numRuns: 2000},
  );
  assert.ok(read > 500, `only ${read} of the texts were queries`);
});

test('Q2 formatQuery leaves plain words plain and leaves out what says nothing', () => {
  assert.equal(formatQuery({terms: [word('lunch'), word('lunch bag', 'product'), word('T-LIGHT', 'any', true)]}), 'lunch product:"lunch bag" -T-LIGHT');
  assert.equal(formatQuery({terms: [word(''), {kind: 'status', values: [], negated: true}, {kind: 'placed', from: undefined, to: undefined, negated: false}]}), '');
  assert.equal(formatQuery({terms: [{kind: 'total', min: 1e21, minIncluded: true, max: undefined, maxIncluded: true, negated: false}]}), 'total:>=1000000000000000000000');
});

test('Q2 numbers past every number there is are the last one, and −0 is 0', () => {
  const digits = '9'.repeat(400);
  for (const text of [`total:${digits}`, `total:>-${digits}`, `total:-${digits}..${digits}`, 'total:-0', 'total:-0..0', `total:0.${'0'.repeat(400)}1`]) {
    const parsed = parseQuery(text);
    assert.ok(parsed.ok);
    assert.deepEqual(parseQuery(formatQuery(parsed.query)), parsed);
    assert.deepEqual(JSON.parse(JSON.stringify(parsed)).query.terms.length, 1);
    const [term] = parsed.query.terms;
    assert.ok(term?.kind === 'total' && [term.min, term.max].every((end) => end === undefined || Number.isFinite(end)) && !Object.is(term.min, -0));
  }
});

test('Q1 names that every object inherits are no fields and no values', () => {
  for (const text of ['total:..', 'total:...', 'total:>..<', 'placed:..']) assert.ok(['query/bad-number', 'query/bad-date'].includes(problem(text).code), text);
  for (const name of ['constructor', 'toString', 'valueOf']) {
    assert.deepEqual(problem(`${name}:x`).code, 'query/unknown-field');
    for (const field of ['status', 'has', 'problem', 'carrier']) assert.deepEqual(problem(`${field}:${name}`).code, 'query/unknown-value');
    assert.deepEqual(problem(`placed:${name}`).code, 'query/bad-date');
    assert.deepEqual(problem(`total:${name}`).code, 'query/bad-number');
    assert.deepEqual(terms(`hold:${name}`), [word(name, 'hold')]);
  }
  assert.deepEqual(terms('__proto__:x'), [word('__proto__:x')]);
});

test('Q1 no text takes long to read, however its fields and quotes are strung together', () => {
  const size = 10_000;
  const plain = quickest(() => parseQuery('tag:vip '.repeat(size / 8)));
  for (const piece of ['tag:"a"', 'aa:', 'aa:"', '-', '"', '“', 'a', 'status:complete,', ',', 'total:1..', 'placed:', '：', 'hold:any']) {
    const ratio = quickest(() => parseQuery(piece.repeat(size / piece.length))) / plain;
    assert.ok(ratio < 40, `${piece} …: ${ratio.toFixed(0)} times plain words`);
  }
});
