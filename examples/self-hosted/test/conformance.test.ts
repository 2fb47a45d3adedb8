import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {test, type TestContext} from 'node:test';
import {checkConformance, type ConformanceReport} from '@packline/client/conformance';
import type {GoldenFile, Role} from '@packline/core';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {OWNER_TOKEN, startTestServer, type TestServer} from './support/start-test-server.ts';
import {ON_POSTGRES} from './support/test-database.ts';

const require = createRequire(import.meta.url);
const golden = ['flows', 'questions', 'random'].map((name) => JSON.parse(readFileSync(require.resolve(`@packline/core/golden/${name}.json`), 'utf8')) as GoldenFile);

const tokenOf = ({services}: TestServer, role: Extract<Role, 'packer' | 'viewer'>): Promise<string> => services.access.makeToken(role, {id: role, name: role, role});

/** The kit as `packline-conformance` runs it. What is optional is known by name: nothing may hide there. */
async function expectConforming(t: TestContext, servers: readonly TestServer[]): Promise<ConformanceReport> {
  const [first] = servers;
  assert.ok(first);
  const tokens = {packer: await tokenOf(first, 'packer'), viewer: await tokenOf(first, 'viewer')};
  const report = await checkConformance({urls: servers.map(({url}) => url), token: OWNER_TOKEN, tokens, golden, seconds: IS_FULL_DOSE ? 30 : 1});
  t.diagnostic(`${report.passed} passed, ${report.failed} failed, ${report.optional} optional, ${report.requests} requests`);
  assert.deepEqual(report.results.filter(({outcome}) => outcome === 'failed').map(({part, name, reason}) => `${part}: ${name}: ${reason}`), []);
  const optional = report.results.filter(({outcome}) => outcome === 'optional').map(({part, reason}) => `${part}: ${reason}`);
  assert.deepEqual(optional.filter((reason) => !/^golden: the story is told under|^stream: waiting for it takes a while/.test(reason)), []);
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
  return report;
}

test('the server passes the conformance kit', async (t) => {
  const {passed} = await expectConforming(t, [await startTestServer(t)]);
  assert.ok(passed > 85, `only ${passed} checks passed`);
});

test('two processes on one database pass it together, requests going to one after the other', async (t) => {
  const server = await startTestServer(t);
  if (!ON_POSTGRES) {
    // SQLite is one process: nobody else gets in.
    await assert.rejects(startTestServer(t, {twinOf: server}), /a PostgreSQL database only/);
    return;
  }
  await expectConforming(t, [server, await startTestServer(t, {twinOf: server})]);
});
