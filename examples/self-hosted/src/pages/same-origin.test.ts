import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Hono} from 'hono';
import {HttpProblem} from '../http/problem.ts';
import {requireSameOrigin} from './same-origin.ts';

const PUBLIC = 'https://orders.example.com';
const app = new Hono()
  .use(requireSameOrigin({publicOrigin: () => PUBLIC}))
  .all('/', (context) => context.text('done'))
  .onError((error, context) => context.text('', error instanceof HttpProblem ? (error.problem.status as 403) : 500));

const WHO: readonly [who: string, headers: Record<string, string>, status: number][] = [
  ['a form of this site', {origin: 'http://192.168.1.5:4100'}, 200],
  ['a form of this site in a browser that says so', {origin: 'http://192.168.1.5:4100', 'sec-fetch-site': 'same-origin'}, 200],
  ['a form behind a proxy that asks under its own name', {origin: PUBLIC}, 200],
  ['somebody who typed the address', {'sec-fetch-site': 'none'}, 200],
  ['a program', {}, 200],
  ['another site', {origin: 'https://evil.example'}, 403],
  ['another site that claims this host', {origin: 'http://192.168.1.5:4100', 'sec-fetch-site': 'cross-site'}, 403],
  ['a neighbour on the same site', {'sec-fetch-site': 'same-site'}, 403],
  ['another port of this host', {origin: 'http://192.168.1.5:80'}, 403],
  ['a name that begins like this one', {origin: `${PUBLIC}.evil.example`}, 403],
  ['a sandboxed frame', {origin: 'null'}, 403],
  ['nonsense', {origin: 'nonsense'}, 403],
  ['an empty origin', {origin: ''}, 403],
];

for (const [who, headers, status] of WHO) {
  test(`${who} ${status === 200 ? 'may' : 'may not'} change things`, async () => {
    const ask = (method: string): Promise<Response> => Promise.resolve(app.request('/', {method, headers: {host: '192.168.1.5:4100', ...headers}}));
    for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await ask(method)).status, status);
    assert.equal((await ask('GET')).status, 200, 'reading is another matter');
  });
}
