import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {broken} from './conformance/break-handler.ts';
import {FAULTS} from './conformance/faults.ts';
import {failuresOf, GOLDEN, IS_FULL_DOSE, newBackend, runKit, startSecondBackend} from './conformance/run-kit.ts';

test('a second backend that shares no server code passes the kit', async (t) => {
  const report = await runKit(await startSecondBackend(t));
  assert.deepEqual(failuresOf(report), []);
  t.diagnostic(`${report.passed} passed, ${report.failed} failed, ${report.optional} optional, ${report.requests} requests`);
  assert.ok(report.passed > 85, `only ${report.passed} checks passed`);
  // Nothing may hide: what is optional for this backend is known by name.
  const optional = report.results.filter(({outcome}) => outcome === 'optional').map(({part, reason}) => `${part}: ${reason}`);
  const patience = IS_FULL_DOSE ? [] : ['stream: waiting for it takes a while: run with --seconds 20 or more'];
  assert.deepEqual(optional, [
    'golden: the story is told under completeOnFirstSend = true, this backend has false',
    'golden: the story is told under reviewOnlyWithReceipt = true, this backend has false',
    ...patience,
  ]);
});

test('the second backend takes nothing from the self-hosted server, nor from the client', () => {
  const folder = new URL('./second-backend/', import.meta.url);
  const imported = readdirSync(folder).flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/from '([^']+)'/g)].map(([, specifier = '']) => specifier));
  assert.deepEqual([...new Set(imported)].filter((specifier) => !/^(node:[a-z/]+|@packline\/core|\.\/[a-z-]+\.ts)$/.test(specifier)), []);
  assert.ok(imported.includes('node:http') && imported.includes('@packline/core'));
});

test('what is optional because of settings passes where the settings are those', async (t) => {
  for (const [settings, story] of [
    [{completeOnFirstSend: true}, 'bulk dispatch with completeOnFirstSend: complete, with what is left'],
    [{reviewOnlyWithReceipt: true}, 'with reviewOnlyWithReceipt an order without an upload waits for payment'],
  ] as const) {
    const report = await runKit(await startSecondBackend(t, newBackend(settings)), {only: ['golden'], golden: GOLDEN.slice(0, 1)});
    assert.deepEqual(failuresOf(report), []);
    assert.equal(report.results.find(({name}) => name === story)?.outcome, 'passed');
  }
});

test('a used store passes as a fresh one does, and two runs at the same time do not disturb each other', async (t) => {
  const url = await startSecondBackend(t);
  const only = ['commands', 'idempotency', 'orders', 'list', 'feed', 'stream', 'last-unit'] as const;
  const reports = await Promise.all([runKit(url, {only}), runKit(url, {only})]);
  assert.deepEqual(reports.flatMap(failuresOf), []);
});

test('several addresses are processes of one backend: requests go to one after the other', async (t) => {
  const handler = newBackend();
  const asked = [0, 0];
  const counted = (index: number) => (request: Request) => {
    asked[index] = (asked[index] ?? 0) + 1;
    return handler(request);
  };
  const urls = [await startSecondBackend(t, counted(0)), await startSecondBackend(t, counted(1))];
  const report = await runKit('', {urls, only: ['session', 'idempotency', 'orders', 'stream', 'last-unit']});
  assert.deepEqual(failuresOf(report), []);
  const [first = 0, second = 0] = asked;
  assert.ok(Math.min(first, second) > 0.4 * (first + second), `${first} and ${second} requests`);
});

test('two backends that are no processes of one are told apart', async (t) => {
  const urls = [await startSecondBackend(t, newBackend()), await startSecondBackend(t, newBackend())];
  assert.match(failuresOf(await runKit('', {urls, only: ['session']})).join('\n'), /Sent GET \/v1\/me again, expected .*epoch/);
});

test('what a backend does not announce is optional and not looked at', async (t) => {
  const handler = newBackend();
  const url = await startSecondBackend(t, async (request) => {
    const response = await handler(request);
    if (!request.url.endsWith('/v1/me') || response.status !== 200) return response;
    const session = (await response.json()) as {capabilities: string[]};
    return Response.json({...session, capabilities: ['commands', 'changes', 'orders']}, {headers: response.headers});
  });
  const {results, failed} = await runKit(url, {only: ['dry-run', 'list', 'stream']});
  assert.equal(failed, 0);
  assert.deepEqual([...new Set(results.filter(({part}) => part !== 'session' && part !== 'errors').map(({outcome}) => outcome))], ['optional']);
  assert.match(results.find(({part}) => part === 'stream')?.reason ?? '', /does not announce “stream”/);
});

test('a backend that is not there, answers to nobody or with a page is one failed check, and the run ends', async (t) => {
  const url = await startSecondBackend(t, () => Promise.resolve(new Response('<h1>It works</h1>', {headers: {'content-type': 'text/html'}})));
  for (const [urls, token, says] of [
    [['http://127.0.0.1:9'], 'owner', /expected an answer, came a broken connection/],
    [[url], 'owner', /a body that is not JSON: 200 <h1>It works/],
    [[await startSecondBackend(t)], 'wrong', /signed-out/],
    [[await startSecondBackend(t)], 'viewer', /the role “owner”, because PACKLINE_TOKEN has to be an owner’s token, came “viewer”/],
  ] as const) {
    const report = await runKit('', {urls, token});
    assert.deepEqual([report.passed, report.failed], [0, 1]);
    assert.match(failuresOf(report).join(), says);
  }
  await assert.rejects(runKit('', {urls: ['shop.example']}), RangeError);
});

test(`each of ${FAULTS.length} faults, switched on alone, fails the kit with a sentence that names it`, {concurrency: 3}, async (t) => {
  const tries = FAULTS.map(({name, part, says, make}) =>
    t.test(name, async (inner) => {
      const url = await startSecondBackend(inner, broken(newBackend(), make()));
      const report = await runKit(url, IS_FULL_DOSE ? {seconds: 3} : {only: [part], seconds: 1});
      const sentences = failuresOf(report);
      assert.ok(report.failed > 0, 'the kit did not notice');
      assert.ok(sentences.some((sentence) => says.test(sentence)), `no sentence says ${says}:\n${sentences.join('\n')}`);
    }),
  );
  await Promise.all(tries);
});
