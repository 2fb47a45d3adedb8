import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {OrdersPage} from '@packline/core';
import {channelCode} from '../src/channels/channel-code.ts';
import {pingEndpoint} from '../src/channels/deliver-webhook.ts';
import {hookAddress, makeChannel} from '../src/channels/manage-channels.ts';
import {makeEndpoint} from '../src/channels/manage-endpoints.ts';
import {startTestServer, temporaryDirectory} from './support/start-test-server.ts';

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('..', import.meta.url));
const guide = readFileSync(new URL('../../../docs/guides/channels.md', import.meta.url), 'utf8');

/** The code blocks of the guide that are written in `language`, in order. */
const blocks = (language: string): string[] => [...guide.matchAll(new RegExp(`^\`\`\`${language}[^\\n]*\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code);

test('the commands of the guide place one order, by token and by signed message', async (t) => {
  const server = await startTestServer(t);
  const folder = temporaryDirectory(t);
  const [document = ''] = blocks('json');
  writeFileSync(join(folder, 'order.json'), document);
  const channel = await makeChannel(server.services, {name: 'Web shop', format: 'packline'});
  const origin = server.url.replace(/\/$/, '');
  const env = {
    ...process.env,
    PACKLINE_URL: origin,
    CHANNEL_TOKEN: await server.services.access.makeToken('Web shop', {id: channelCode('Web shop'), name: 'Web shop', role: 'channel'}),
    HOOK_URL: hookAddress(origin, channel),
    HOOK_SECRET: channel.secret,
  };
  const commands = blocks('bash');
  assert.equal(commands.length, 2);
  const printed: string[] = [];
  for (const command of [...commands, ...commands]) printed.push((await run('bash', ['-euo', 'pipefail', '-c', command], {cwd: folder, env})).stdout);
  const {orders} = await server.askJson<OrdersPage>('/v1/orders');
  assert.deepEqual(orders.map(({source, channel: {name}, totals}) => [source?.['externalId'], name, totals.payable.amount]), [['A-1001', 'Web shop', 77_200]]);
  for (const text of printed) assert.ok(text.includes(`{"orderId":"${orders[0]?.id}","number":"${orders[0]?.number}"}`), text);
  assert.equal((await server.services.storage.listDeliveries(server.services.storeId, 10)).length, 2, 'each run signed a message of its own');
});

test('the program of the guide takes what it is told, and nothing that is not signed for it', async (t) => {
  const server = await startTestServer(t, {webhooksToPrivate: true});
  const port = await freePort();
  const endpoint = await makeEndpoint(server.services, {url: `http://127.0.0.1:${port}/`, kinds: []});
  const [program = ''] = blocks('ts');
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {cwd: HERE, env: {...process.env, PORT: String(port), WEBHOOK_SECRET: endpoint.secret}, stdio: ['ignore', 'pipe', 'inherit']});
  t.after(() => void child.kill());
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  for (let round = 0; (await pingEndpoint(server.services, endpoint)) !== undefined; round += 1) {
    assert.ok(round < 100, 'the program listens');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(printed, 'ping \n');
  assert.equal((await fetch(endpoint.url, {method: 'POST', body: '{}'})).status, 401);
});

test('the guide names every event and every field that there is', async () => {
  const {WEBHOOK_KINDS} = await import('../src/channels/webhook-events.ts');
  for (const kind of WEBHOOK_KINDS) assert.ok(guide.includes(`| \`${kind}\` |`), kind);
  const {orderInSchema} = await import('../src/channels/order-in-schema.ts');
  for (const field of Object.keys(orderInSchema.shape)) assert.ok(guide.includes(`\`${field}\``), field);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
