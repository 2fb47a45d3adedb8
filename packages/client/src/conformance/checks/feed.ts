import {isInWorkingSet, recentSinceMs} from '../../contract/feed-scope.ts';
import type {Check} from '../check.ts';
import {expectProblem} from '../support/expect.ts';
import {askPage, FeedReader} from '../support/feed-reader.ts';
import {showAnswer} from '../support/ask.ts';
import {expectThat, notOffered, show} from '../support/nonconformity.ts';
import {amount, dispatch, newId, note, place} from '../support/samples.ts';

/** Lines of a large order: some hundred kilobytes of them. */
const LINES = 150;
/** From so many seconds a run on, there are enough large orders for more than any page carries. */
const MANY_LARGE_FROM_SECONDS = 10;

/** `GET /v1/changes` with one writer. */
export const feedChecks: readonly Check[] = [
  {
    name: 'what was acknowledged is in the feed at once, whole, and only its newest state',
    run: async (kit) => {
      const reader = new FeedReader(kit.ask, {cursor: await kit.heads.of()});
      const [changed, other] = [newId(), newId()];
      await kit.apply(place(changed), place(other), note(changed, 'a'), note(changed, 'b'));
      await reader.readToEnd();
      const versions = [reader.orders.get(changed)?.version, reader.orders.get(other)?.version];
      expectThat(versions.join() === '3,1', {sent: 'GET /v1/changes from before two new orders, of which one was changed twice', expected: 'the orders at the versions 3 and 1', came: show(versions)});
      await kit.apply(note(other, 'c'));
      const page = await reader.readPage();
      expectThat(page.orders.some(({id, version}) => id === other && version === 2), {sent: 'GET /v1/changes after one more change', expected: 'the order at version 2', came: show(page.orders.map(({id, version}) => ({id, version})))});
    },
  },
  {
    name: 'an order stands where it last changed: behind everything that was read before',
    run: async (kit) => {
      const cursor = await kit.heads.of();
      const ids = Array.from({length: 6}, newId);
      for (const id of ids) await kit.apply(place(id));
      await kit.apply(note(ids[0] ?? '', 'changed last'));
      const reader = new FeedReader(kit.ask, {cursor, limit: 2});
      const order: string[] = [];
      for (let hasMore = true; hasMore; ) {
        const page = await reader.readPage();
        order.push(...page.orders.map(({id}) => id).filter((id) => ids.includes(id)));
        ({hasMore} = page);
      }
      const expected = [...ids.slice(1), ids[0] ?? ''];
      expectThat(order.join() === expected.join(), {sent: 'GET /v1/changes?limit=2 page by page, over six orders of which the first was changed last', expected: `each order once, that one at the end: ${show(expected)}`, came: show(order)});
    },
  },
  {
    name: 'a page without more to read keeps its cursor good; an empty one is told as such',
    run: async (kit) => {
      const cursor = await kit.heads.of();
      const reader = new FeedReader(kit.ask, {cursor});
      const page = await reader.readPage();
      expectThat(page.orders.length === 0 || reader.cursor !== cursor, {sent: 'GET /v1/changes from the end', expected: 'no orders, or a later cursor with those that changed meanwhile', came: `${page.orders.length} orders and the same cursor`});
      expectThat(!page.hasMore || page.orders.length > 0, {sent: 'GET /v1/changes from the end', expected: 'hasMore false', came: show(page.hasMore)});
    },
  },
  {
    name: 'limit is clamped to 1–1,000, whatever number it is',
    run: async (kit) => {
      const cursor = await kit.heads.of();
      await kit.apply(place(newId()), place(newId()), place(newId()));
      for (const [limit, most] of [['0', 1], ['-3', 1], ['1', 1], ['2', 2], ['1e9', 1000], ['999999999999', 1000], ['2.9', 2]] as const) {
        const answer = await kit.ask('GET', '/v1/changes', {query: {after: cursor, limit}});
        expectThat(answer.status === 200, {sent: answer.sent, expected: '200, the limit clamped to 1–1000 and not refused', came: showAnswer(answer)});
        const {orders = []} = JSON.parse(answer.text) as {orders?: unknown[]};
        expectThat(orders.length >= 1 && orders.length <= most, {sent: answer.sent, expected: `1 to ${most} orders of three that changed`, came: `${orders.length}`});
      }
      // What is no number at all is a mistake that may be told, or passed over.
      const answer = await kit.ask('GET', '/v1/changes', {query: {after: cursor, limit: 'many'}});
      if (answer.status !== 200) expectProblem(answer, 'bad-parameter');
    },
  },
  {
    name: 'a cursor that was never given out is a problem, and so is one that was altered or of another scope',
    run: async (kit) => {
      for (const after of ['not-a-cursor', '0', '%00', "x' OR 1=1 --", '../../etc', 'a'.repeat(500), '{"position":1}']) {
        expectProblem(await askPage(kit.ask, {cursor: after}), 'bad-parameter', 'cursor-gone');
      }
      const cursor = await kit.heads.of();
      const answer = await askPage(kit.ask, {cursor, scope: 'open+90d'});
      expectProblem(answer, 'cursor-gone', 'bad-parameter');
      expectProblem(await kit.ask('GET', '/v1/changes', {query: {scope: 'everything'}}), 'bad-parameter');
    },
  },
  {
    name: 'the first page brings the settings of GET /v1/me, later ones do not repeat them',
    run: async (kit) => {
      const first = await new FeedReader(kit.ask, {limit: 1}).readPage();
      const {settings} = kit.session;
      expectThat(first.settings !== undefined && first.settings.version >= settings.version && first.settings.storeId === settings.storeId, {sent: 'GET /v1/changes?limit=1', expected: `settings of version ${settings.version} or newer with the first page`, came: show(first.settings)});
      const rest = await new FeedReader(kit.ask, {cursor: await kit.heads.of()}).readPage();
      expectThat(rest.settings === undefined || rest.settings.version > settings.version, {sent: 'GET /v1/changes from the end', expected: 'no settings, because they did not change', came: show(rest.settings)});
    },
  },
  {
    name: 'scope=open+90d brings what is open or recent, and tells in “removed” what leaves that',
    run: async (kit) => {
      const answer = await askPage(kit.ask, {scope: 'open+90d', limit: 1});
      if (answer.status === 400) {
        expectProblem(answer, 'bad-parameter');
        notOffered('this backend gives out the whole feed only: scope=open+90d is a bad-parameter');
      }
      const scope = 'open+90d';
      const cursor = await kit.heads.of(scope);
      const [old, recent, oldButOpen] = [newId(), newId(), newId()];
      const placedAt = '2020-01-06T03:00:00.000Z';
      await kit.apply(place(old, {placedAt}), place(recent), place(oldButOpen, {placedAt}));
      const reader = new FeedReader(kit.ask, {scope, cursor});
      await reader.readToEnd();
      const has = (id: string): boolean => reader.orders.has(id);
      expectThat(has(old) && has(recent) && has(oldButOpen), {sent: 'GET /v1/changes?scope=open+90d after three new orders, two of them of 2020 and not sent', expected: 'all three, because all are open', came: show({old: has(old), recent: has(recent), oldButOpen: has(oldButOpen)})});
      await kit.apply(dispatch(old), dispatch(recent), note(oldButOpen, 'still open'));
      await reader.readToEnd();
      const sent = 'GET /v1/changes?scope=open+90d after the order of 2020 and a new one were sent';
      expectThat(reader.removed.has(old) && !has(old), {sent, expected: 'the order of 2020 in “removed”', came: show({removed: [...reader.removed].slice(0, 5), stillThere: has(old)})});
      expectThat(has(recent) && has(oldButOpen), {sent, expected: 'the new order and the open one to stay', came: show({recent: has(recent), oldButOpen: has(oldButOpen)})});
      const sinceMs = recentSinceMs(kit.session.serverTime, kit.session.settings.timeZone);
      const stranger = [...reader.orders.values()].find((order) => !isInWorkingSet(order, sinceMs - 86_400_000));
      expectThat(stranger === undefined, {sent, expected: 'nothing that is neither open nor recent', came: show(stranger && {id: stranger.id, status: stranger.status, placedAt: stranger.placedAt})});
      const whole = new FeedReader(kit.ask, {cursor: await kit.heads.of()});
      await whole.readToEnd();
      expectThat(whole.removed.size === 0, {sent: 'GET /v1/changes?scope=all', expected: 'nothing in “removed”', came: show([...whole.removed])});
    },
  },
  {
    name: 'a page of large orders may end early, says hasMore then, and loses none',
    run: async (kit) => {
      const cursor = await kit.heads.of();
      const ids = Array.from({length: kit.seconds < MANY_LARGE_FROM_SECONDS ? 10 : 80}, newId);
      const lines = Array.from({length: LINES}, (_, index) => ({sku: `KIT-LARGE-${index}`, name: `Line ${index} ${'·'.repeat(500)}`, quantity: 1, unitPrice: amount(100)}));
      for (let from = 0; from < ids.length; from += 10) await kit.apply(...ids.slice(from, from + 10).map((id) => place(id, {lines})));
      const reader = new FeedReader(kit.ask, {cursor, limit: 1000});
      await reader.readToEnd();
      const missing = ids.filter((id) => reader.orders.get(id)?.lines.length !== LINES);
      expectThat(missing.length === 0, {sent: `GET /v1/changes?limit=1000 over ${ids.length} orders of ${LINES} lines`, expected: 'all of them, whole', came: `all but ${missing.length}`});
    },
  },
];
