import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';
import {readConfig} from '../src/config.ts';
import {bareEnvironment} from './support/bare-environment.ts';
import {temporaryFolder} from './support/temporary-folder.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, 'examples/self-hosted', path), 'utf8');

interface Instruction {
  readonly word: string;
  readonly rest: string;
  /** From 0; each FROM begins one. */
  readonly stage: number;
}

/** The lines of the Dockerfile, continued ones joined. */
function instructions(): readonly Instruction[] {
  const lines = read('Dockerfile').replaceAll(/^\s*#.*\n/gm, '').replaceAll(/\\\n\s*/g, ' ').split('\n').filter((line) => line.trim() !== '');
  let stage = -1;
  return lines.map((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    assert.ok(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD'].includes(word), line);
    if (word === 'FROM') stage += 1;
    return {word, rest, stage};
  });
}

test('every path that the Dockerfile copies is there, every stage it copies from comes before, and it runs as a user of its own', () => {
  const all = instructions();
  const stages = all.filter(({word}) => word === 'FROM').map(({rest}) => /^node:24-bookworm-slim(?: AS (\w+))?$/.exec(rest));
  assert.ok(stages.length === 3 && stages.every((stage) => stage !== null));
  for (const {rest, stage} of all.filter(({word}) => word === 'COPY')) {
    const [first = '', ...words] = rest.split(/\s+/);
    const from = /^--from=(\w+)$/.exec(first)?.[1];
    if (from !== undefined) assert.ok(stages.slice(0, stage).some((known) => known?.[1] === from), rest);
    const sources = (from === undefined ? [first, ...words] : words).slice(0, -1);
    for (const source of sources) assert.ok(existsSync(join(ROOT, source.replace(/^\/app\//, ''))), `${source} of ${rest}`);
  }
  // Every package of the workspace is known to npm, or it would not install from the lock file.
  const {workspaces} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {workspaces: string[]};
  for (const workspace of workspaces) for (const stage of [0, 1]) assert.ok(all.some((line) => line.stage === stage && line.rest === `${workspace}/package.json ${workspace}/`), `${workspace} in stage ${stage}`);
  const last = all.filter(({stage}) => stage === stages.length - 1).map(({word}) => word);
  assert.ok(last.indexOf('USER') > last.lastIndexOf('RUN') && last.indexOf('USER') < last.indexOf('CMD'));
});

test('what the image runs starts, with the settings of the image, and its health check finds it ready', async (t) => {
  const all = instructions();
  const env = Object.fromEntries(all.filter(({word}) => word === 'ENV').flatMap(({rest}) => rest.split(' ').map((pair) => pair.split('=') as [string, string])));
  assert.deepEqual(readConfig(env).dataDirectory, '/data');
  const [program = '', ...args] = JSON.parse(all.find(({word}) => word === 'CMD')?.rest ?? '[]') as string[];
  assert.equal(program, 'node');
  const child = spawn(process.execPath, args, {cwd: ROOT, env: {...bareEnvironment(), ...env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: temporaryFolder(t)}, stdio: ['ignore', 'pipe', 'inherit']});
  t.after(() => void child.kill('SIGKILL'));
  let said = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  const port = /ready at http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? assert.fail(said);
  const check = /CMD (\[.*\])$/.exec(all.find(({word}) => word === 'HEALTHCHECK')?.rest ?? '')?.[1] ?? '[]';
  const [, ...checkArgs] = JSON.parse(check) as string[];
  const checked = async (env: Record<string, string>): Promise<number | null> => {
    const [code] = (await once(spawn(process.execPath, checkArgs, {env, stdio: 'inherit'}), 'exit')) as [number | null];
    return code;
  };
  assert.equal(await checked({PORT: port}), 0);
  child.kill('SIGTERM');
  await once(child, 'exit');
  assert.equal(await checked({PORT: port}), 1);
});

interface Compose {
  readonly services: Readonly<Record<string, {readonly image?: string; readonly build?: {readonly context: string; readonly dockerfile: string}; readonly environment?: Readonly<Record<string, string>>; readonly volumes?: readonly string[]; readonly depends_on?: Readonly<Record<string, unknown>>; readonly deploy?: {readonly replicas: number}}>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

test('the compose file joins two servers, a database and a proxy that are there, with settings the server takes', () => {
  const {services, volumes} = parse(read('compose.yaml')) as Compose;
  assert.deepEqual(Object.keys(services), ['database', 'shop', 'proxy']);
  assert.equal(services['shop']?.deploy?.replicas, 2);
  const build = services['shop']?.build ?? assert.fail();
  assert.ok(existsSync(join(ROOT, 'examples/self-hosted', build.context, build.dockerfile)));
  for (const {depends_on: needed = {}, volumes: mounts = []} of Object.values(services)) {
    for (const name of Object.keys(needed)) assert.ok(services[name], name);
    for (const mount of mounts) {
      const [source = ''] = mount.split(':');
      assert.ok(source.startsWith('./') ? existsSync(join(ROOT, 'examples/self-hosted', dirname(source), source)) : source in volumes, mount);
    }
  }
  const filled = Object.fromEntries(Object.entries(services['shop']?.environment ?? {}).map(([name, value]) => [name, value.replaceAll(/\$\{POSTGRES_PASSWORD[^}]*\}/g, 'secret').replaceAll(/\$\{OWNER_TOKEN[^}]*\}/g, 'owner-token').replaceAll(/\$\{SHOP_DOMAIN:-([^}]*)\}/g, '$1')]));
  const config = readConfig(filled);
  assert.deepEqual([config.databaseUrl, config.publicUrl, config.ownerToken, config.demo], ['postgres://packline:secret@database:5432/packline', 'https://localhost', 'owner-token', false]);
  assert.match(read('Caddyfile'), /^\{\$SHOP_DOMAIN:localhost\} \{[\s\S]*dynamic a shop 4100 \{[\s\S]*flush_interval -1[\s\S]*\n\}\n$/m);
});
