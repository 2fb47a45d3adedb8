import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {SimServer} from '../simulation/server/sim-server.ts';
import {Dice} from '../simulation/world/dice.ts';
import {Party} from '../simulation/world/party.ts';
import {quickClone} from '../simulation/world/quick-clone.ts';
import {Scheduler} from '../simulation/world/scheduler.ts';
import {PLANTED_FAULTS, staleFaults, SYNC_GUARDS} from '../simulation/planted/faults.ts';

/** The thousand seeds of the full dose are a part of their own (`npm run simulate`), which leaves evidence. */
const SEEDS = 200;

/** In a process of its own: a test runner watches every promise, which makes histories many times slower. */
function simulate(...args: readonly string[]): {readonly status: number | null; readonly text: string} {
  const {status, stdout, stderr} = spawnSync(process.execPath, [fileURLToPath(new URL('../simulation/simulate.ts', import.meta.url)), ...args], {encoding: 'utf8'});
  return {status, text: `${stdout}\n${stderr}`};
}

test('X13 a simulated history is the same whenever it is run again, to the last line of its trace', () => {
  const traces = ['1', '2'].map((jobs) => /traces: ([0-9a-f]{16})/.exec(simulate('--seeds', '6', '--jobs', jobs).text)?.[1]);
  assert.match(traces[0] ?? '', /./);
  assert.equal(traces[1], traces[0]);
});

test(`X8 X13 in ${SEEDS} simulated histories replicas end equal, what was accepted is applied once, and enough is tried`, () => {
  const {status, text} = simulate('--seeds', String(SEEDS));
  assert.equal(status, 0, text);
});

test('X13 every mistake that is planted to prove the proof still finds its place', () => {
  assert.ok(PLANTED_FAULTS.length >= 16 && SYNC_GUARDS.length >= 8);
  assert.deepEqual(staleFaults(), []);
});

test('X13 what the simulation copies by itself is what the platform would copy', () => {
  const circle: {self?: unknown} = {};
  circle.self = circle;
  const values = [null, 7, '陳', undefined, [1, [2, {a: undefined}]], {a: {b: [{c: null}]}, d: -0}, {bytes: Uint8Array.of(1, 2)}, {when: new Date(0)}, new Map([[1, {a: 1}]]), JSON.parse('{"__proto__": 1}'), circle];
  for (const value of values) assert.deepEqual(quickClone(value), structuredClone(value));
  const order = {lines: [{id: '1'}]};
  const copy = quickClone(order);
  assert.ok(copy !== order && copy.lines !== order.lines && copy.lines[0] !== order.lines[0]);
  for (const value of [() => {}, {act: () => {}}, [Symbol('x')]]) assert.throws(() => quickClone(value), {name: 'DataCloneError'});
});

test('X13 settings of the simulated server take no position of the feed that somebody else is about to commit', async () => {
  const scheduler = new Scheduler(1);
  const server = new SimServer(scheduler, new Dice(1), {settings: {}, changesPerPage: 10, commandsPerBatch: 10, hasStream: true});
  const other = server.database.begin(new Party('server C'));
  const held = other.lock('feed');
  await scheduler.run(() => false);
  await held;
  other.write('feed', 1);
  const changed = server.changeSettings({undoSeconds: 7});
  await scheduler.run(() => false);
  assert.equal(server.database.read('feed'), 0);
  assert.notEqual(server.settings.undoSeconds, 7);
  const committed = other.commit();
  await scheduler.run(() => false);
  await Promise.all([committed, changed]);
  assert.equal(server.database.read('feed'), 2);
  assert.equal(server.settings.undoSeconds, 7);
});
