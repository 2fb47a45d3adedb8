import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {hasCode} from '../../test/support/has-code.ts';
import {Draw} from '../../test/support/random.ts';
import {randomOrder, randomOrders, SETTINGS, stepOn} from '../../test/support/random-order.ts';
import {randomQuery, randomSort} from '../../test/support/random-query.ts';
import type {Order} from '../order/order.ts';
import {formatQuery} from '../query/format-query.ts';
import {matchesOrder} from '../query/match-order.ts';
import {DEFAULT_SORT, EMPTY_QUERY, type OrderQuery} from '../query/order-query.ts';
import {parseQuery} from '../query/parse-query.ts';
import {fold} from '../shared/fold.ts';
import {buildIndex} from './build-index.ts';
import {singleKey} from './grams.ts';
import {OrderIndex} from './order-index.ts';
import type {RowMark} from './order-row.ts';
import {SEGMENT_SIZE} from './posting-block.ts';
import {toOrderRow} from './to-order-row.ts';

const ZONE = SETTINGS.timeZone;
const seeds = fc.integer({min: 0, max: 0xffffffff});

function parsed(text: string): OrderQuery {
  const answer = parseQuery(text);
  assert.ok(answer.ok, `${text} is not a query`);
  return answer.query;
}

const idsFor = (index: OrderIndex, query: OrderQuery, sort = DEFAULT_SORT): string[] => Array.from(index.query({query, sort}, ZONE), (handle) => index.idOf(handle));

function settle(index: OrderIndex): void {
  while (index.maintain(1000)) {
    // Until everything is built.
  }
}

/** The index says what the scan over documents says. */
function assertAnswersLikeTheScan(index: OrderIndex, orders: readonly Order[], query: OrderQuery): void {
  const expected = orders.filter((order) => matchesOrder(order, query, SETTINGS)).map(({id}) => id);
  assert.deepEqual(idsFor(index, query).toSorted(), expected.toSorted(), formatQuery(query));
  assert.equal(index.count(query, ZONE), expected.length, formatQuery(query));
}

/** Every sort order of a changed index is that of one made anew. */
function assertSortedLikeAnew(index: OrderIndex, orders: readonly Order[], draw: Draw): void {
  const anew = new OrderIndex();
  anew.upsertMany(orders);
  for (let round = 0; round < 8; round += 1) {
    const sort = randomSort(draw);
    assert.deepEqual(idsFor(index, EMPTY_QUERY, sort), idsFor(anew, EMPTY_QUERY, sort), JSON.stringify(sort));
  }
}

describe('OrderIndex finds what the scan finds', () => {
  for (const built of [true, false]) {
    test(built ? 'Q5 after its search is built' : 'Q5 before anything is built', () => {
      fc.assert(
        fc.property(seeds, fc.integer({min: 0, max: 60}), (seed, count) => {
          const orders = randomOrders(seed, count);
          const index = new OrderIndex();
          index.upsertMany(orders);
          if (built) settle(index);
          const draw = new Draw(seed + 1);
          for (let round = 0; round < 20; round += 1) assertAnswersLikeTheScan(index, orders, randomQuery(draw, orders));
        }),
        {numRuns: 60},
      );
    });
  }

  test('Q5 while orders change, come and go between two searches', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const draw = new Draw(seed);
        const shown = new Map(randomOrders(seed, 30).map((order) => [order.id, order]));
        const index = new OrderIndex();
        index.upsertMany(shown.values());
        settle(index);
        for (let round = 0; round < 40; round += 1) {
          const place = draw.below(40);
          const known = shown.get(`o${place}`);
          const order = known === undefined ? randomOrder(draw, place) : draw.chance(0.7) ? stepOn(draw, known, 2) : randomOrder(draw, place);
          if (known !== undefined && draw.chance(0.3)) {
            assert.ok(index.remove(known.id));
            shown.delete(known.id);
          } else {
            index.upsert(order);
            shown.set(order.id, order);
          }
          if (draw.chance(0.1)) settle(index);
          assertAnswersLikeTheScan(index, [...shown.values()], randomQuery(draw, [...shown.values()]));
          if (draw.chance(0.2)) index.query({query: EMPTY_QUERY, sort: randomSort(draw)}, ZONE);
        }
        assert.equal(index.size, shown.size);
        assertSortedLikeAnew(index, [...shown.values()], draw);
      }),
      {numRuns: 40},
    );
  });

  test('Q5 over several segments, letter by letter', () => {
    const orders = randomOrders(7, SEGMENT_SIZE + 300);
    const index = new OrderIndex();
    index.upsertMany(orders);
    settle(index);
    for (const text of ['陳大文', 'lunch bag', '5362', 'le.com', '+852 9', 'hk-2026-05', '"bag red"']) {
      for (let length = 1; length <= text.length; length += 1) {
        const answer = parseQuery(text.slice(0, length));
        if (answer.ok) assertAnswersLikeTheScan(index, orders, answer.query);
      }
    }
  });

  test('Q5 characters that share a place in the index are told apart', () => {
    const seen = new Map<number, string>();
    let pair: [string, string] | undefined;
    for (let unit = 0x4e00; pair === undefined; unit += 1) {
      const character = String.fromCharCode(unit);
      if (fold(character) !== character) continue;
      const other = seen.get(singleKey(unit));
      if (other !== undefined) pair = [other, character];
      seen.set(singleKey(unit), character);
    }
    const [base] = randomOrders(3, 1) as [Order];
    const orders = pair.map((name, place) => ({...base, id: `p${place}`, customer: {name}, shippingAddress: {lines: []}, customerNote: ''}));
    const index = new OrderIndex();
    index.upsertMany(orders);
    settle(index);
    for (const name of pair) {
      assertAnswersLikeTheScan(index, orders, parsed(name));
      assert.equal(index.count(parsed(name), ZONE), 1);
    }
  });

  test('Q5 of a removed order nothing, of one that came back everything, under its old handle', () => {
    const [order] = randomOrders(11, 1) as [Order];
    const index = new OrderIndex();
    const handle = index.upsert(order);
    assert.ok(index.remove(order.id));
    assert.ok(!index.remove(order.id));
    assert.equal(index.handleOf(order.id), undefined);
    assert.deepEqual(idsFor(index, EMPTY_QUERY), []);
    assert.equal(index.upsert(order, 'refused'), handle);
    assert.deepEqual(index.row(handle), toOrderRow(order, 'refused'));
    assert.equal(index.size, 1);
  });
});

describe('OrderIndex shows', () => {
  test('Q6 the row of every order, whatever happened to it before', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const draw = new Draw(seed);
        const index = new OrderIndex();
        for (const order of randomOrders(seed, 12)) {
          const mark = draw.one<RowMark>(['synced', 'unsent', 'refused']);
          index.upsert(order);
          const later = stepOn(draw, order, 3);
          const handle = index.upsert(later, mark);
          assert.deepEqual(index.row(handle), toOrderRow(later, mark));
          assert.ok(index.setMark(order.id, 'synced'));
          assert.equal(index.row(handle).mark, 'synced');
        }
      }),
      {numRuns: 60},
    );
  });

  test('Q6 and says when a handle is none of its own', () => {
    const index = new OrderIndex();
    assert.throws(() => index.row(0), hasCode('index/no-such-handle'));
    assert.ok(!index.setMark('nobody', 'unsent'));
  });
});

describe('OrderIndex sorts', () => {
  test('Q7 by number as people count, letters after digits, orders without a number last', () => {
    const base = randomOrders(3, 1)[0] as Order;
    const numbers = ['10', '9', 'C9', 'C10', '', '009', 'a1', '100000000000000000001', '536365', 'HK-2026-00002', 'HK-2026-1'];
    const index = new OrderIndex();
    index.upsertMany(numbers.map((number, place) => ({...base, id: `n${place}`, number})));
    const sorted = Array.from(index.query({query: EMPTY_QUERY, sort: {field: 'number', descending: false}}, ZONE), (handle) => index.row(handle).number);
    assert.deepEqual(sorted, ['009', '9', '10', '536365', '100000000000000000001', 'a1', 'C9', 'C10', 'HK-2026-1', 'HK-2026-00002', '']);
  });

  test('Q7 ties by number, then by id, and descending is the exact reverse', () => {
    const base = randomOrders(3, 1)[0] as Order;
    const index = new OrderIndex();
    index.upsertMany(['b', 'a', 'c'].flatMap((id) => ['2', '1'].map((number) => ({...base, id: id + number, number: number === '1' ? '1' : '2'}))));
    for (const field of ['placedAt', 'total', 'customer', 'channel', 'status', 'delivery', 'updatedAt'] as const) {
      const up = idsFor(index, EMPTY_QUERY, {field, descending: false});
      assert.deepEqual(up, ['a1', 'b1', 'c1', 'a2', 'b2', 'c2'], field);
      assert.deepEqual(idsFor(index, EMPTY_QUERY, {field, descending: true}), up.toReversed(), field);
    }
  });

  test('Q7 by the id of a customer without a name, also when only that changes', () => {
    const base = randomOrders(3, 1)[0] as Order;
    const withId = (place: number, id: string): Order => ({...base, id: `c${place}`, customer: {id}, shippingAddress: {lines: []}});
    const index = new OrderIndex();
    index.upsertMany([withId(0, '10'), withId(1, '9'), {...withId(2, ''), customer: {}}]);
    const sort = {field: 'customer', descending: false} as const;
    assert.deepEqual(idsFor(index, EMPTY_QUERY, sort), ['c1', 'c0', 'c2']);
    index.upsert(withId(1, '11'));
    assert.deepEqual(idsFor(index, EMPTY_QUERY, sort), ['c0', 'c1', 'c2']);
  });

  test('Q7 by total over scales, signs and currencies', () => {
    const base = randomOrders(3, 1)[0] as Order;
    const totals = [
      {amount: -5, scale: 1, currency: 'HKD'},
      {amount: 0, scale: 0, currency: 'HKD'},
      {amount: 1995, scale: 3, currency: 'GBP'},
      {amount: 2, scale: 0, currency: 'GBP'},
      {amount: 200, scale: 2, currency: 'HKD'},
      {amount: 1_000_000, scale: 0, currency: 'JPY'},
    ];
    const index = new OrderIndex();
    index.upsertMany(totals.map((total, place) => ({...base, id: `t${place}`, totals: {...base.totals, total}})).reverse());
    assert.deepEqual(idsFor(index, EMPTY_QUERY, {field: 'total', descending: false}), ['t0', 't1', 't2', 't3', 't4', 't5']);
  });
});

describe('OrderIndex is kept', () => {
  test('Q8 and comes back the same through structured clone, without removed orders', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, settled) => {
        const draw = new Draw(seed);
        const orders = randomOrders(seed, 40);
        const index = new OrderIndex();
        index.upsertMany(orders, 'unsent');
        if (settled) settle(index);
        const removed = new Set(orders.filter(() => draw.chance(0.2)).map(({id}) => id));
        for (const id of removed) index.remove(id);
        const left = orders.filter(({id}) => !removed.has(id));
        const loaded = OrderIndex.load(structuredClone(index.save()));
        assert.equal(loaded.size, left.length);
        assert.deepEqual(loaded.ids().toSorted(), left.map(({id}) => id).toSorted());
        for (const order of left) assert.deepEqual(loaded.row(loaded.handleOf(order.id) as number), toOrderRow(order, 'unsent'));
        for (let round = 0; round < 10; round += 1) assertAnswersLikeTheScan(loaded, left, randomQuery(draw, orders));
        const changed = left.map((order) => (draw.chance(0.3) ? stepOn(draw, order, 2) : order));
        loaded.upsertMany([...changed, randomOrder(draw, 99)]);
        const all = [...changed, randomOrder(new Draw(0), 0)].slice(0, -1);
        loaded.remove('o99');
        if (settled) settle(loaded);
        for (let round = 0; round < 10; round += 1) assertAnswersLikeTheScan(loaded, all, randomQuery(draw, orders));
        assertSortedLikeAnew(loaded, all, draw);
      }),
      {numRuns: 40},
    );
  });

  test('Q8 and one of another version is refused', () => {
    const saved = {...new OrderIndex().save(), version: 0};
    assert.throws(() => OrderIndex.load(saved), hasCode('index/other-version'));
  });
});

describe('buildIndex', () => {
  test('Q5 pauses between slices and answers like an index built at once', async () => {
    const orders = randomOrders(13, 400);
    let pauses = 0;
    let clock = 0;
    const index = await buildIndex(orders, {
      pause: async () => {
        pauses += 1;
      },
      sliceMs: 10,
      now: () => (clock += 1),
    });
    assert.ok(pauses >= 39, `${pauses} pauses`);
    assert.ok(!index.maintain(1));
    assertAnswersLikeTheScan(index, orders, parsed('bag'));
    assertSortedLikeAnew(index, orders, new Draw(1));
  });
});

describe('suggest', () => {
  const index = new OrderIndex();
  const suggest = (text: string): string[] => index.suggest(parsed(text), ZONE);
  const orders = randomOrders(17, 300);
  index.upsertMany(orders);

  test('Q10 finds the word that was meant, inside a longer query too', () => {
    assert.equal(suggest('retrospto')[0], 'retrospot');
    assert.equal(suggest('hangng')[0], 'hanging');
    assert.equal(suggest('status:processing lnuch')[0], 'status:processing lunch');
    assert.deepEqual(suggest('product:"lunhc bag"'), ['product:"lunch bag"']);
    const name = orders.map(({customer}) => fold(customer.name ?? '')).find((text) => /^\p{Script=Han}{3}$/u.test(text)) as string;
    assert.ok(suggest(`${name.slice(0, 2)}零${name.slice(2)}`).includes(name));
  });

  test('Q10 is silent when something is found, no word is to blame, or nothing is near', () => {
    for (const text of ['bag', 'qqqqqqqq', '', '9999999999', 'status:draft lunch']) assert.deepEqual(suggest(text), [], text);
  });

  test('Q10 offers the meant word for 95 of 100 slips in words that exist, and only what finds something', () => {
    const texts = orders.flatMap(({lines, customer}) => [...lines.map(({name}) => name), customer.name ?? '']);
    const words = [...new Set(texts.flatMap((text) => fold(text).match(/[\p{L}\p{M}]{4,}/gu) ?? []))];
    const draw = new Draw(23);
    let offered = 0;
    let silent = 0;
    const rounds = 300;
    for (let round = 0; round < rounds; round += 1) {
      const word = draw.one(words);
      const typo = slip(draw, word);
      if (index.count(parsed(typo), ZONE) > 0) {
        silent += 1; // what was typed is part of something else
        continue;
      }
      const suggestions = suggest(typo);
      if (suggestions.includes(word)) offered += 1;
      for (const suggestion of suggestions) assert.ok(index.count(parsed(suggestion), ZONE) > 0, suggestion);
    }
    assert.ok(offered >= 0.95 * (rounds - silent), `${offered} of ${rounds - silent}`);
    assert.ok(silent < rounds / 3);
  });
});

/** One slip of the fingers. */
function slip(draw: Draw, word: string): string {
  const at = draw.below(word.length - 1);
  const letter = String.fromCharCode(97 + draw.below(26));
  return draw.one([
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  ]);
}
