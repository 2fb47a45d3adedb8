import {dayAt, matchesOrder, naturalKey, parseQuery, type Order, type OrdersPage} from '@packline/core';
import {orderSummariesSchema} from '../../contract/order-summaries.ts';
import {ordersPageSchema} from '../../contract/orders.ts';
import type {Check} from '../check.ts';
import type {Kit} from '../kit.ts';
import {expectJson, expectProblem} from '../support/expect.ts';
import {listSamples, LIST_QUERIES, UNREADABLE_QUERIES} from '../support/list-samples.ts';
import {expectThat, notOffered, show} from '../support/nonconformity.ts';
import {sameJson} from '../support/same-json.ts';

const needs = 'search';

/** The orders of a run's lists, made once. */
const made = new WeakMap<Kit, Promise<readonly Order[]>>();

function samplesOf(kit: Kit): Promise<readonly Order[]> {
  const known = made.get(kit);
  if (known) return known;
  const making = (async () => {
    const {commands, orderIds} = listSamples(kit.word);
    await kit.apply(...commands);
    return Promise.all(orderIds.map((id) => kit.readOrder(id)));
  })();
  made.set(kit, making);
  return making;
}

interface Wanted {
  readonly q: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly after?: string;
}

async function readPage(kit: Kit, {q, sort, limit, after}: Wanted): Promise<{page: OrdersPage; sent: string}> {
  const query = {q: `tag:${kit.word} ${q}`.trim(), ...(sort === undefined ? {} : {sort}), ...(limit === undefined ? {} : {limit: String(limit)}), ...(after === undefined ? {} : {after})};
  const answer = await kit.ask('GET', '/v1/orders', {query});
  return {page: expectJson(answer, ordersPageSchema, 'a page of orders'), sent: answer.sent};
}

const numbersOf = (orders: readonly Order[]): string[] => orders.map(({number}) => number);

/** Values of which no two samples have the same, so that a sorted list has one answer. */
const SORTS: Readonly<Record<string, (order: Order) => string | number>> = {
  placedAt: ({placedAt}) => Date.parse(placedAt),
  number: ({number}) => naturalKey(number),
  total: ({totals}) => totals.total.amount / 10 ** totals.total.scale,
};

/** `GET /v1/orders`: queries, sorting, pages, counts. */
export const listChecks: readonly Check[] = [
  {
    name: `${LIST_QUERIES.length} queries find what the query language means: words, phrases, Chinese of one and two characters, fields, values, days, totals, negation`,
    needs,
    run: async (kit) => {
      const orders = await samplesOf(kit);
      const {settings} = kit.session;
      for (const q of LIST_QUERIES) {
        const parsed = parseQuery(q, {today: dayAt(Date.now(), settings.timeZone)});
        if (!parsed.ok) throw new Error(`the kit cannot read its own query ${q}: ${parsed.problem.code}`);
        const expected = numbersOf(orders.filter((order) => matchesOrder(order, parsed.query, settings))).sort();
        const {page, sent} = await readPage(kit, {q, limit: 100});
        const came = numbersOf(page.orders).sort();
        expectThat(came.join() === expected.join(), {sent, expected: `the ${expected.length} orders ${show(expected)}`, came: `${came.length}: ${show(came)}`});
      }
    },
  },
  {
    name: 'count says how many there are, exactly up to 1,000, on every page',
    needs,
    run: async (kit) => {
      const orders = await samplesOf(kit);
      for (const [q, expected] of [['', orders.length], ['tea', undefined], ['茶', undefined], ['status:cancelled', undefined]] as const) {
        const whole = await readPage(kit, {q, limit: 100});
        const count = expected ?? whole.page.orders.length;
        const first = await readPage(kit, {q, limit: 1});
        expectThat(first.page.count === count && first.page.countIsExact, {sent: first.sent, expected: `the count ${count}, exact`, came: show({count: first.page.count, countIsExact: first.page.countIsExact})});
        if (first.page.cursor === null) continue;
        const second = await readPage(kit, {q, limit: 1, after: first.page.cursor});
        expectThat(second.page.count === count, {sent: second.sent, expected: `the count ${count} on the second page as well`, came: show(second.page.count)});
      }
    },
  },
  {
    name: 'lists are sorted by number, total and day, both ways; every documented sort is taken',
    needs,
    run: async (kit) => {
      const orders = await samplesOf(kit);
      for (const [field, valueOf] of Object.entries(SORTS)) {
        const ascending = orders.toSorted((left, right) => (valueOf(left) < valueOf(right) ? -1 : 1));
        for (const [sort, expected] of [[field, ascending], [`-${field}`, ascending.toReversed()]] as const) {
          const {page, sent} = await readPage(kit, {q: '', sort, limit: 100});
          expectThat(numbersOf(page.orders).join() === numbersOf(expected).join(), {sent, expected: `the order ${show(numbersOf(expected))}`, came: show(numbersOf(page.orders))});
        }
      }
      const standard = await readPage(kit, {q: '', limit: 100});
      const newestFirst = numbersOf(orders.toSorted((left, right) => Date.parse(right.placedAt) - Date.parse(left.placedAt)));
      expectThat(numbersOf(standard.page.orders).join() === newestFirst.join(), {sent: standard.sent, expected: `the newest first without “sort”: ${show(newestFirst)}`, came: show(numbersOf(standard.page.orders))});
      for (const field of ['customer', 'status', 'delivery', 'channel', 'updatedAt']) {
        for (const sort of [field, `-${field}`]) {
          const {page, sent} = await readPage(kit, {q: '', sort, limit: 100});
          expectThat(page.orders.length === orders.length, {sent, expected: `all ${orders.length} orders`, came: `${page.orders.length}`});
        }
      }
    },
  },
  {
    name: 'pages follow each other without a gap and without repeating, for every sort and size',
    needs,
    run: async (kit) => {
      await samplesOf(kit);
      for (const [q, sort, limit] of [['', '-placedAt', 1], ['', 'status', 2], ['', '-status', 5], ['', 'channel', 3], ['tea', '-updatedAt', 2], ['-茶', 'customer', 2], ['', 'delivery', 4], ['', 'number', 7]] as const) {
        const {page: whole} = await readPage(kit, {q, sort, limit: 100});
        const read: string[] = [];
        let after: string | undefined;
        do {
          const {page, sent} = await readPage(kit, {q, sort, limit, ...(after === undefined ? {} : {after})});
          expectThat(page.orders.length <= limit, {sent, expected: `at most ${limit} orders`, came: `${page.orders.length}`});
          expectThat(page.hasMore === (page.cursor !== null), {sent, expected: 'a cursor exactly when there is more', came: show({hasMore: page.hasMore, cursor: page.cursor})});
          read.push(...numbersOf(page.orders));
          after = page.cursor ?? undefined;
        } while (after !== undefined && read.length <= whole.orders.length);
        expectThat(read.join() === numbersOf(whole.orders).join(), {sent: `GET /v1/orders?q=tag:${kit.word} ${q}&sort=${sort}&limit=${limit} page by page`, expected: `what one page of 100 has, ${show(numbersOf(whole.orders))}`, came: show(read)});
      }
    },
  },
  {
    name: `an unknown field, value, sort, cursor or parameter is refused, never ignored (${UNREADABLE_QUERIES.length + 6} tries)`,
    needs,
    run: async (kit) => {
      for (const q of UNREADABLE_QUERIES) expectProblem(await kit.ask('GET', '/v1/orders', {query: {q}}), 'bad-parameter');
      // A filter that is passed over shows all orders to somebody who asked for a few.
      for (const query of [{status: 'processing'}, {filter: 'tag:vip'}, {sort: 'colour'}, {sort: '--number'}, {after: 'no-cursor-of-this-list'}, {q: Array.from({length: 51}, (_, index) => `word${index}`).join(' ')}] as const) {
        expectProblem(await kit.ask('GET', '/v1/orders', {query}), 'bad-parameter');
      }
    },
  },
  {
    name: 'view=row brings the same orders as summaries',
    needs,
    run: async (kit) => {
      await samplesOf(kit);
      const {page: whole} = await readPage(kit, {q: '', sort: 'number', limit: 100});
      const answer = await kit.ask('GET', '/v1/orders', {query: {q: `tag:${kit.word}`, sort: 'number', limit: '100', view: 'row'}});
      if (answer.status === 400) {
        expectProblem(answer, 'bad-parameter');
        notOffered('this backend answers with whole orders only: view=row is a bad-parameter');
      }
      const page = expectJson(answer, orderSummariesSchema, 'a page of summaries');
      const expected = whole.orders.map(({id, number, version, status, payment, fulfillment, totals, lines, parcels}) => ({id, number, version, status, payment, fulfillment, total: totals.total, moreItems: Math.max(0, lines.length - 1), parcelCount: parcels.length}));
      const came = page.orders.map(({id, number, version, status, payment, fulfillment, total, moreItems, parcelCount}) => ({id, number, version, status, payment, fulfillment, total, moreItems, parcelCount}));
      const wrong = expected.findIndex((summary, index) => !sameJson(summary, came[index]));
      expectThat(wrong === -1 && came.length === expected.length && page.count === whole.count, {sent: answer.sent, expected: `${expected.length} summaries of what the whole orders say, ${show(expected[Math.max(0, wrong)])}`, came: `${came.length}: ${show(came[Math.max(0, wrong)])}`});
      const heavy = page.orders.find((order) => 'lines' in order);
      expectThat(heavy === undefined, {sent: answer.sent, expected: 'summaries without lines', came: show(heavy)});
      expectProblem(await kit.ask('GET', '/v1/orders', {query: {view: 'everything'}}), 'bad-parameter');
    },
  },
  {
    name: 'a changed order is found by what it is now, at once, and no longer by what it was',
    needs,
    run: async (kit) => {
      await samplesOf(kit);
      const find = async (q: string): Promise<number> => (await readPage(kit, {q, limit: 100})).page.orders.length;
      const [order] = (await readPage(kit, {q: 'sku:GW-110-W', limit: 100})).page.orders;
      if (order === undefined) throw new Error('the sample with the SKU GW-110-W is not found');
      const before = [await find('note秋'), await find('-note秋')];
      await kit.apply({id: crypto.randomUUID(), schemaVersion: 1, orderId: order.id, type: 'note.add', text: 'note秋'});
      const after = [await find('note秋'), await find('-note秋')];
      const all = (before[1] ?? 0) - 1;
      expectThat(before[0] === 0 && after.join() === `1,${all}`, {sent: 'a query for a note, before and after it was added', expected: `0, then 1 order with it and ${all} without`, came: show([before, after])});
    },
  },
];
