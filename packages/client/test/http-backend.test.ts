import assert from 'node:assert/strict';
import {text as readAll} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {isBackendError, isEngineError, type BackendError} from '@packline/core';
import {createHttpBackend, type HttpBackendOptions} from '../src/index.ts';
import {cancel, SESSION, travellingOrder} from './support/samples.ts';
import {hangUp, json, startTestServer, text, type Handler} from './support/test-server.ts';

async function connect(test: TestContext, handler: Handler, options: Partial<HttpBackendOptions> = {}) {
  const server = await startTestServer(test, handler);
  return {server, backend: createHttpBackend({endpoint: server.url, token: 'secret-token', ...options})};
}

async function failure(promise: Promise<unknown>): Promise<BackendError> {
  const error: unknown = await promise.then(() => assert.fail('It should have failed.'), (thrown: unknown) => thrown);
  assert.ok(isBackendError(error), `a BackendError, not ${String(error)}`);
  return error;
}

const PAGE = {orders: [travellingOrder('o1', {futureField: {kept: true}})], removed: ['o9'], cursor: 'e1.7.clerk', hasMore: false};

test('every request carries the bearer token', async (t) => {
  const {server, backend} = await connect(t, json(SESSION));
  assert.deepEqual(await backend.readSession(), SESSION);
  assert.equal(server.seen[0]?.path, '/v1/me');
  assert.equal(server.seen[0]?.headers.authorization, 'Bearer secret-token');
});

test('a token function is asked before every request and may take its time', async (t) => {
  let count = 0;
  const {server, backend} = await connect(t, json(SESSION), {
    token: async () => {
      count += 1;
      return `token-${count}`;
    },
  });
  await backend.readSession();
  await backend.readSession();
  assert.deepEqual(server.seen.map(({headers}) => headers.authorization), ['Bearer token-1', 'Bearer token-2']);
});

test('a token function that fails is a failure to reach, no request leaves', async (t) => {
  const {server, backend} = await connect(t, json(SESSION), {token: () => Promise.reject(new Error('no network'))});
  const error = await failure(backend.readSession());
  assert.deepEqual([error.code, error.retriable], ['backend/unreachable', true]);
  assert.equal(server.seen.length, 0);
});

test('an empty token, or one that cannot stand in a header, means signed out', async (t) => {
  for (const token of ['', 'two words', 'line\nbreak', 'ключ']) {
    const {server, backend} = await connect(t, json(SESSION), {token});
    const error = await failure(backend.readSession());
    assert.deepEqual([error.code, error.retriable], ['backend/signed-out', false]);
    assert.equal(server.seen.length, 0);
  }
});

test('an endpoint may have a path and a slash at its end', async (t) => {
  const server = await startTestServer(t, json(SESSION));
  const backend = createHttpBackend({endpoint: `${server.url}/shops/tea/`, token: 'secret-token'});
  await backend.readSession();
  assert.equal(backend.endpoint, `${server.url}/shops/tea`);
  assert.equal(server.seen[0]?.path, '/shops/tea/v1/me');
});

test('an endpoint that is no address is refused at once', () => {
  for (const endpoint of ['', 'shop', 'ftp://shop.example', 'javascript:alert(1)']) {
    assert.throws(() => createHttpBackend({endpoint, token: 'x'}), (error) => isEngineError(error) && error.code === 'client/bad-endpoint');
  }
});

test('a feed page is read with cursor and limit, and unknown fields are kept', async (t) => {
  const {server, backend} = await connect(t, json({...PAGE, settings: SESSION.settings}));
  assert.deepEqual(await backend.readChanges({after: 'e1.3.clerk', limit: 200}), {...PAGE, settings: SESSION.settings});
  assert.deepEqual(Object.fromEntries(server.seen[0]?.query ?? []), {after: 'e1.3.clerk', limit: '200'});
  await backend.readChanges({after: null});
  assert.deepEqual(Object.fromEntries(server.seen[1]?.query ?? []), {});
});

test('part of the feed is asked for by its name, with a sign that addresses have to write otherwise', async (t) => {
  const {server, backend} = await connect(t, json(PAGE));
  await backend.readChanges({after: null, scope: 'open+90d'});
  await backend.readChanges({after: 'e1.3.clerk', scope: 'all', limit: 5});
  assert.deepEqual(server.seen.map(({query}) => Object.fromEntries(query)), [{scope: 'open+90d'}, {after: 'e1.3.clerk', scope: 'all', limit: '5'}]);
});

test('documents arrive with everything in them, known today or not', async (t) => {
  const at = '2026-11-23T02:00:00.000Z';
  const order = travellingOrder('o1', {
    lines: [{id: '1', name: 'Tea', cancelled: 1, colour: 'red'}],
    holds: [{id: 'h1', reason: 'Call first', until: at, at, by: 'Mei', colour: 'red'}, {reason: 'from before holds had ids', by: 'Ken'}],
    notes: [{id: 'n1', text: '<b>gift</b>', at, by: 'Mei'}],
    undoable: [{commandId: 'c1', act: 'send', until: at, by: 'Ken', parcelIds: ['p1']}, {commandId: 'c2', act: 'an act of tomorrow', until: at, by: 'Ken'}],
    parcels: [{id: 'p1', weightGrams: 850, dimensionsMm: {length: 300, width: 200, height: 90}, transit: 'delivered', transitAt: at, transitBy: 'Ken'}],
    payments: [{id: 'e2', kind: 'reversed', reverses: 'e1'}, {id: 'e3', kind: 'unwaived', reverses: 'e0'}],
    customer: {name: '陳大文', phoneTail: '1020'},
    redactedFor: 'packer',
    addressComplete: true,
  });
  const event = {orderId: 'o1', version: 4, index: 0, commandId: 'c1', event: {type: 'hold.added', hold: {id: 'h1', reason: 'Call first', at, by: 'Mei'}, at, by: 'Mei'}};
  const answers: Readonly<Record<string, unknown>> = {
    '/v1/changes': {...PAGE, orders: [order]},
    '/v1/orders': {orders: [order], cursor: null, hasMore: false, count: 1, countIsExact: true},
    '/v1/orders/o1': order,
    '/v1/orders/o1/events': {events: [event]},
    '/v1/commands': {results: [{id: 'c1', outcome: 'refused', version: 4, position: 0, refusal: {code: 'undo/too-late', params: {number: '17'}}, order}]},
  };
  const {backend} = await connect(t, (request, response) => json(answers[request.path])(request, response));
  assert.deepEqual((await backend.readChanges({after: null})).orders, [order]);
  assert.deepEqual((await backend.readOrders({})).orders, [order]);
  assert.deepEqual(await backend.readOrder('o1'), order);
  assert.deepEqual(await backend.readEvents('o1'), [event]);
  const [result] = await backend.pushCommands([cancel(1)]);
  assert.deepEqual([result?.refusal?.code, result?.order], ['undo/too-late', order]);
});

test('a query travels as it was typed', async (t) => {
  const {server, backend} = await connect(t, json({orders: [], cursor: null, hasMore: false, count: 0, countIsExact: true}));
  const query = '陳大文 product:"lunch bag" total:>500 & %';
  await backend.readOrders({query, sort: '-placedAt', limit: 5, after: 'x'});
  assert.deepEqual(Object.fromEntries(server.seen[0]?.query ?? []), {q: query, sort: '-placedAt', limit: '5', after: 'x'});
});

test('a list of summaries asks for rows, and takes nothing else for them', async (t) => {
  const summary = {id: 'o1', number: '1', kind: 'sale', version: 1, placedAt: '2026-11-23T06:00:00.000Z', updatedAt: '2026-11-23T06:00:00.000Z', customer: {}, firstItem: '', moreItems: 0, channel: {code: 'online'}, status: 'draft', payment: 'unpaid', fulfillment: 'unfulfilled', total: {amount: 0, scale: 2, currency: 'HKD'}, delivery: 'unpacked', parcelCount: 0};
  const {server, backend} = await connect(t, json({orders: [summary], cursor: null, hasMore: false, count: 1, countIsExact: true}));
  assert.deepEqual((await backend.readOrderSummaries({query: 'chan', limit: 5})).orders, [summary]);
  assert.deepEqual(Object.fromEntries(server.seen[0]?.query ?? []), {q: 'chan', limit: '5', view: 'row'});
  const other = await connect(t, json({orders: [{...summary, version: 'one'}], cursor: null, hasMore: false, count: 1, countIsExact: true}));
  assert.equal((await failure(other.backend.readOrderSummaries({}))).code, 'backend/unreadable-answer');
});

test('an order, its log and its receipts have paths in which ids are one segment', async (t) => {
  const odd = 'a/b?c#../d';
  const {server, backend} = await connect(t, (request, response) => {
    if (request.path.endsWith('/events')) return json({events: [{orderId: odd, version: 1, index: 0, commandId: 'c1', event: {type: 'order.unheard-of'}}]})(request, response);
    if (request.path.endsWith('/content')) {
      response.writeHead(200, {'content-type': 'image/png'});
      response.end(Buffer.from([0x89, 0x50, 0, 0xff]));
      return undefined;
    }
    return json(travellingOrder(odd))(request, response);
  });
  assert.equal((await backend.readOrder(odd)).id, odd);
  assert.equal((await backend.readEvents(odd))[0]?.event.type, 'order.unheard-of');
  const receipt = await backend.readReceipt(odd, 'r 1');
  assert.equal(receipt.type, 'image/png');
  assert.deepEqual([...new Uint8Array(await receipt.arrayBuffer())], [0x89, 0x50, 0, 0xff]);
  assert.deepEqual(server.seen.map(({path}) => path), [
    '/v1/orders/a%2Fb%3Fc%23..%2Fd',
    '/v1/orders/a%2Fb%3Fc%23..%2Fd/events',
    '/v1/orders/a%2Fb%3Fc%23..%2Fd/receipts/r%201/content',
  ]);
});

/** Answers every command as applied. */
const applyAll: Handler = (request, response) => {
  const {commands} = JSON.parse(request.body) as {commands: {id: string}[]};
  return json({results: commands.map(({id}) => ({id, outcome: 'applied', version: 1, position: 5}))})(request, response);
};

test('commands travel in one body and answer in order', async (t) => {
  const {server, backend} = await connect(t, applyAll);
  const results = await backend.pushCommands([cancel(1), cancel(2)], {return: 'order'});
  assert.deepEqual(results.map(({id}) => id), ['c1', 'c2']);
  assert.equal(server.seen[0]?.method, 'POST');
  assert.equal(server.seen[0]?.headers['content-type'], 'application/json');
  assert.equal(server.seen[0]?.query.get('return'), 'order');
  assert.deepEqual(JSON.parse(server.seen[0]?.body ?? ''), {commands: [cancel(1), cancel(2)]});
});

test('more than 500 commands travel in several requests, one after the other', async (t) => {
  const {server, backend} = await connect(t, applyAll);
  const results = await backend.pushCommands(Array.from({length: 1101}, (_unused, index) => cancel(index)));
  assert.equal(results.length, 1101);
  assert.deepEqual(server.seen.map(({body}) => (JSON.parse(body) as {commands: unknown[]}).commands.length), [500, 500, 101]);
});

test('no commands make no request', async (t) => {
  const {server, backend} = await connect(t, applyAll);
  assert.deepEqual(await backend.pushCommands([]), []);
  assert.equal(server.seen.length, 0);
});

test('a trial asks for a dry run', async (t) => {
  const {server, backend} = await connect(t, applyAll);
  await backend.pushCommands([cancel(1)], {dryRun: true});
  await backend.pushCommands([cancel(2)], {dryRun: false, return: 'order'});
  assert.deepEqual(server.seen.map(({query}) => Object.fromEntries(query)), [{dryRun: '1'}, {return: 'order'}], 'and only then');
});

test('a refusal is an answer, with the newest order', async (t) => {
  const result = {id: 'c1', outcome: 'refused', version: 4, position: 0, refusal: {code: 'order/already-sent', params: {number: '17'}}, order: travellingOrder('o1')};
  const {backend} = await connect(t, json({results: [result]}));
  assert.deepEqual(await backend.pushCommands([cancel(1)]), [result]);
});

test('an answer about other commands is unreadable', async (t) => {
  const {backend} = await connect(t, json({results: [{id: 'c2', outcome: 'applied', version: 1, position: 1}]}));
  assert.equal((await failure(backend.pushCommands([cancel(1)]))).code, 'backend/unreadable-answer');
  assert.equal((await failure(backend.pushCommands([cancel(1), cancel(2)]))).code, 'backend/unreadable-answer');
});

const PROBLEM = {type: 'https://packline.example/problems/x', title: 'No', status: 0, detail: 'Chan Tai Man', errors: [{pointer: '/commands/0/quantity', detail: 'must be whole'}]};

for (const [status, code, retriable] of [
  [400, 'backend/bad-request', false],
  [401, 'backend/signed-out', false],
  [403, 'backend/forbidden', false],
  [404, 'backend/not-found', false],
  [405, 'backend/bad-request', false],
  [408, 'backend/busy', true],
  [409, 'backend/bad-request', false],
  [410, 'backend/cursor-gone', false],
  [413, 'backend/bad-request', false],
  [422, 'backend/bad-request', false],
  [425, 'backend/busy', true],
  [429, 'backend/busy', true],
  [500, 'backend/broken', true],
  [501, 'backend/broken', false],
  [502, 'backend/broken', true],
  [503, 'backend/busy', true],
  [504, 'backend/broken', true],
] as const) {
  test(`${status} is ${code}, ${retriable ? 'worth' : 'not worth'} a retry, with the backend's problem and pointers`, async (t) => {
    const {server, backend} = await connect(t, json({...PROBLEM, status}, status));
    const error = await failure(backend.pushCommands([cancel(1)]));
    assert.deepEqual([error.code, error.retriable, error.problem], [code, retriable, {...PROBLEM, status}]);
    assert.equal(server.seen.length, 1, 'a POST is never repeated by itself');
  });
}

test('429 and 503 say how long to wait, in seconds or as a date', async (t) => {
  const {server, backend} = await connect(t, json({}, 429, {'retry-after': '3'}));
  assert.equal((await failure(backend.readSession())).retryAfterMs, 3000);
  server.answer(json({}, 503, {date: 'Mon, 23 Nov 2026 12:00:00 GMT', 'retry-after': 'Mon, 23 Nov 2026 12:02:00 GMT'}));
  assert.equal((await failure(backend.readSession())).retryAfterMs, 120_000);
  server.answer(json({}, 503));
  assert.equal((await failure(backend.readSession())).retryAfterMs, undefined);
});

test('an error page that is no problem document gives an error without one', async (t) => {
  const {backend} = await connect(t, text('<h1>Bad gateway</h1>', 500));
  const error = await failure(backend.readSession());
  assert.deepEqual([error.code, error.problem], ['backend/broken', undefined]);
});

test('messages hold no address, no query, no token and nothing of a body', async (t) => {
  const secrets = ['Chan', 'secret-token', '127.0.0.1', 'v1/', 'must be whole'];
  const {server, backend} = await connect(t, json(PROBLEM, 422));
  const errors = [await failure(backend.readOrders({query: 'Chan Tai Man'}))];
  server.answer(text('{"orders": Chan Tai Man'));
  errors.push(await failure(backend.readOrders({query: 'Chan Tai Man'})));
  server.answer(json({orders: [{name: 'Chan Tai Man'}], cursor: null, hasMore: false, count: 1, countIsExact: true}));
  errors.push(await failure(backend.readOrders({query: 'Chan Tai Man'})));
  assert.deepEqual(errors.map(({code}) => code), ['backend/bad-request', 'backend/unreadable-answer', 'backend/unreadable-answer']);
  for (const error of errors) {
    const said = [error.message, error.cause instanceof Error ? error.cause.message : '', error.stack].join('\n');
    for (const secret of secrets) assert.ok(!said.includes(secret), `“${secret}” is in: ${said}`);
  }
  assert.match(errors[2]?.message ?? '', /at \/orders\/0/);
});

test('a page of a Wi-Fi sign-in instead of JSON is unreadable and worth a retry', async (t) => {
  const {backend} = await connect(t, text('<html>Welcome to the café</html>'));
  const error = await failure(backend.readChanges({after: null}));
  assert.deepEqual([error.code, error.retriable], ['backend/unreadable-answer', true]);
});

test('envelopes that miss what the protocol promises are unreadable', async (t) => {
  const {server, backend} = await connect(t, json({}));
  const {cursor: _cursor, ...withoutCursor} = PAGE;
  for (const page of [[], null, withoutCursor, {...PAGE, orders: [{id: 'o1'}]}, {...PAGE, hasMore: 'no'}, {...PAGE, removed: [7]}, {...PAGE, settings: {}}]) {
    server.answer(json(page));
    assert.equal((await failure(backend.readChanges({after: null}))).code, 'backend/unreadable-answer', JSON.stringify(page));
  }
  for (const session of [{...SESSION, role: 'king'}, {...SESSION, settings: {...SESSION.settings, timeZone: 7}}, {...SESSION, epoch: ''}]) {
    server.answer(json(session));
    assert.equal((await failure(backend.readSession())).code, 'backend/unreadable-answer');
  }
});

test('a backend that is not there is unreachable', async () => {
  const backend = createHttpBackend({endpoint: 'http://127.0.0.1:1', token: 'x'});
  const error = await failure(backend.readSession());
  assert.deepEqual([error.code, error.retriable], ['backend/unreachable', true]);
  assert.equal((await failure(backend.pushCommands([cancel(1)]))).code, 'backend/unreachable');
});

test('a read is tried once more when the line breaks, a command is not', async (t) => {
  const {server, backend} = await connect(t, (request, response) => {
    if (server.seen.length === 1) return hangUp(request, response);
    return json(SESSION)(request, response);
  });
  assert.deepEqual(await backend.readSession(), SESSION);
  assert.equal(server.seen.length, 2);

  server.answer(hangUp);
  assert.equal((await failure(backend.pushCommands([cancel(1)]))).code, 'backend/unreachable');
  assert.equal(server.seen.length, 3);
  assert.equal((await failure(backend.readSession())).code, 'backend/unreachable');
  assert.equal(server.seen.length, 5, 'once more, and no further');
});

test('a read is tried once more after 502 and 504, not after 429, 500 or 503', async (t) => {
  const {server, backend} = await connect(t, json({}, 502));
  for (const [status, requests] of [[502, 2], [504, 2], [429, 1], [500, 1], [503, 1]] as const) {
    const before = server.seen.length;
    server.answer(json({}, status));
    await failure(backend.readSession());
    assert.equal(server.seen.length - before, requests, String(status));
  }
});

test('an answer that is cut off in the middle is unreachable, and can be asked for again', async (t) => {
  const {backend} = await connect(t, (_request, response) => {
    response.writeHead(200, {'content-type': 'application/json', 'content-length': '1000'});
    response.write('{"results":[');
    setTimeout(() => response.destroy(), 20);
  });
  const error = await failure(backend.pushCommands([cancel(1)]));
  assert.deepEqual([error.code, error.retriable], ['backend/unreachable', true]);
});

test('no answer in time is unreachable, before the headers and in the middle of the body', async (t) => {
  const {server, backend} = await connect(t, () => undefined, {timeoutMs: 60});
  assert.deepEqual([(await failure(backend.pushCommands([cancel(1)]))).message], ['The backend did not answer in time.']);
  server.answer((_request, response) => {
    response.writeHead(200, {'content-type': 'application/json'});
    response.write('{"results":[');
  });
  const error = await failure(backend.pushCommands([cancel(1)]));
  assert.deepEqual([error.code, error.retriable, error.message], ['backend/unreachable', true, 'The backend did not answer in time.']);
});

test('a caller who gives up gets the reason of the signal', async (t) => {
  const {backend} = await connect(t, () => undefined);
  const controller = new AbortController();
  const reason = new Error('the page was closed');
  const asking = backend.readChanges({after: null, signal: controller.signal});
  setTimeout(() => controller.abort(reason), 20);
  await assert.rejects(asking, (error) => error === reason);
  await assert.rejects(backend.pushCommands([cancel(1)], {signal: controller.signal}), (error) => error === reason);
});

test('a host may bring its own fetch', async (t) => {
  const server = await startTestServer(t, json(SESSION));
  const asked: string[] = [];
  const backend = createHttpBackend({
    endpoint: 'http://backend.test',
    token: 'x',
    fetch: async (input, init) => {
      const request = new Request(input, init);
      asked.push(request.url);
      const response = await fetch(new URL(new URL(request.url).pathname, server.url), {headers: request.headers});
      return new Response(await readAll(response.body as unknown as AsyncIterable<Uint8Array>), {headers: response.headers});
    },
  });
  assert.deepEqual(await backend.readSession(), SESSION);
  assert.deepEqual(asked, ['http://backend.test/v1/me']);
});

test('a page of a thousand orders comes through whole', async (t) => {
  const orders = Array.from({length: 1000}, (_unused, index) => travellingOrder(`o${index}`, {lines: [{id: '1', name: '茶'.repeat(500)}]}));
  const {backend} = await connect(t, json({...PAGE, orders}));
  assert.deepEqual((await backend.readChanges({after: null})).orders, orders);
});
