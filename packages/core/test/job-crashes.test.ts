import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {OrderEngine} from '../src/engine/order-engine.ts';
import type {JobAction} from '../src/jobs/job.ts';
import {jobCommandId} from '../src/jobs/job-command-id.ts';
import {openCrashingTab} from './support/crashing-tab.ts';
import {Device} from './support/device.ts';
import {dispatched, idsOf} from './support/job-shop.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {carryOut, place, sale} from './support/orders.ts';
import {seededRandom} from './support/seeded-random.ts';
import {until} from './support/until.ts';

const SEEDS = process.env['PACKLINE_DOSE'] === 'full' ? 400 : 12;
const ALL: JobAction = {kind: 'dispatch', mode: 'all_items', remark: 'By courier'};

/** Every order was asked once, or never when it was cancelled, and the job knows what became of it. */
async function checkJob(engine: OrderEngine, server: MemoryServer, jobId: string, held: ReadonlySet<string>, mayBeCancelled = false): Promise<void> {
  const {job, items = []} = (await engine.jobs.read(jobId, {limit: 10_000})) ?? {};
  assert.equal(job?.isRunning, false);
  const counted: Record<string, number> = {waiting: 0, unsent: 0, done: 0, refused: 0, skipped: 0, cancelled: 0};
  for (const {state} of items) counted[state] = (counted[state] ?? 0) + 1;
  assert.deepEqual(counted, job?.counts, 'the counts are those of the items');
  assert.equal(items.length, server.orders().length);
  for (const {orderId, state, version, refusal, refusedBy} of items) {
    const order = server.order(orderId);
    if (mayBeCancelled && state === 'cancelled') assert.deepEqual([version, refusal, order?.status], [undefined, undefined, 'processing'], orderId);
    else if (held.has(orderId)) assert.deepEqual([state, refusal?.code, refusedBy !== undefined, order?.status], ['refused', 'send/on-hold', true, 'processing'], orderId);
    else assert.deepEqual([state, version, order?.status, order?.parcels.length], ['done', order?.version, 'complete', 1], orderId);
  }
  assert.deepEqual(dispatched(server, jobId).sort(), items.filter(({state}) => state === 'done').map(({orderId}) => jobCommandId(jobId, orderId, 1)).sort(), 'each order was asked exactly once');
}

/** One job, and tabs that die at random points of it until one gets through. */
async function runHistory(t: TestContext, seed: number): Promise<{deaths: number; tabs: number}> {
  const random = seededRandom(seed);
  const count = 20 + Math.floor(random() * 60);
  const ids = idsOf(count);
  const server = new MemoryServer({commandsPerBatch: 1 + Math.floor(random() * 30), changesPerPage: 1 + Math.floor(random() * 30)});
  for (const id of ids) place(server, id, sale(1 + Math.floor(random() * 3)));
  const device = new Device(t, {speed: 200, locks: random() < 0.5});
  const planner = device.open(server.connect());
  await until('the first tab has all', () => planner.status.phase === 'live' && planner.status.orderCount === count);
  const plan = await planner.jobs.preflight(ALL, ids);
  await planner.close();
  // Of these nobody knew when the job was planned.
  const held = new Set(ids.filter(() => random() < 0.1));
  for (const id of held) carryOut(server, id, `hold-${id}`, {type: 'hold.add', reason: 'fraud check'});

  const isCancelled = random() < 0.4;
  let deaths = 0;
  let tabs = 0;
  const patience = 6 + Math.floor(random() * 4);
  for (; tabs < patience; tabs += 1) {
    const connection = server.connect();
    const tab = openCrashingTab(device, connection);
    if (random() < 0.3) connection.loseReplies(1 + Math.floor(random() * 2));
    tab.crashIn(1 + Math.floor(random() ** 2 * 260));
    try {
      await until('it is open, or dead', () => tab.isDead || (tab.engine.session !== undefined && tab.engine.status.phase === 'live'));
      // Whoever clicks again starts the same plan; it is one job.
      if (!tab.isDead) await tab.engine.jobs.start(plan).catch((error: unknown) => assert.ok(tab.isDead, String(error)));
      if (isCancelled && !tab.isDead && random() < 0.3) {
        await new Promise((resolve) => setTimeout(resolve, random() * 30));
        await tab.engine.jobs.cancelRest(plan.jobId).catch((error: unknown) => assert.ok(tab.isDead, String(error)));
      }
      await until('it is done, or dead', async () => tab.isDead || (await tab.engine.jobs.read(plan.jobId).catch(() => undefined))?.job.isRunning === false, 10_000);
    } finally {
      if (tab.isDead) deaths += 1;
      await tab.bury();
    }
  }
  const last = device.open(server.connect());
  await until('the last tab is live', () => last.status.phase === 'live', 10_000);
  await last.jobs.start(plan);
  await last.settled();
  await until('the outbox is empty', async () => (await last.readOutbox()).length === 0, 10_000);
  await checkJob(last, server, plan.jobId, held, isCancelled);
  for (const id of ids) assert.deepEqual(await last.readOrder(id), server.order(id));
  await device.closeAll();
  return {deaths, tabs};
}

test('J10 J11 wherever a tab dies, the job goes on: every order exactly once or, when it was cancelled, never, and the results are complete', async (t) => {
  const base = Number(process.env['PACKLINE_SEED'] ?? Math.floor(Math.random() * 1e9));
  t.diagnostic(`seeds ${base} to ${base + SEEDS - 1}; PACKLINE_SEED=${base} runs them again`);
  let deaths = 0;
  for (let seed = base; seed < base + SEEDS; seed += 1) {
    try {
      deaths += (await runHistory(t, seed)).deaths;
    } catch (cause) {
      throw new Error(`Seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
    }
  }
  t.diagnostic(`${deaths} tabs died on the way`);
  assert.ok(deaths >= SEEDS, `only ${deaths} tabs died`);
});

for (const locks of [true, false]) {
  test(`J10 J14 two tabs ${locks ? 'with Web Locks' : 'with a lease'}: the one that follows starts a job and sees it; when the leading one dies the other goes on`, async (t) => {
    const COUNT = 700;
    const server = new MemoryServer();
    for (const id of idsOf(COUNT)) place(server, id);
    const device = new Device(t, {locks, speed: 50});
    const leader = openCrashingTab(device, server.connect());
    await until('it leads', () => leader.engine.status.leading && leader.engine.status.orderCount === COUNT);
    const connection = server.connect();
    const follower = device.open(connection);
    await until('the other follows', () => follower.status.phase === 'live' && follower.status.orderCount === COUNT && !follower.status.leading);
    let pushesOfFollower = 0;
    connection.intercept = ({method, way}) => {
      if (method === 'pushCommands' && way === 'request') pushesOfFollower += 1;
    };
    const progress: number[] = [];
    let jobId = '';
    follower.subscribe(({jobsChanged}) => {
      if (jobsChanged && jobId !== '') void follower.jobs.read(jobId).then((page) => progress.push(page?.job.counts.done ?? 0));
    });
    const plan = await follower.jobs.preflight(ALL, idsOf(COUNT));
    ({jobId} = plan);
    await follower.jobs.start(plan);
    await until('some are done, and the other sees it', () => (progress.at(-1) ?? 0) >= 50, 15_000);
    assert.equal(pushesOfFollower, 0, 'only the leading tab sends');
    leader.crashIn(0);
    const doneAtDeath = (await follower.jobs.read(jobId))?.job.counts.done ?? 0;
    assert.ok(doneAtDeath < COUNT, 'it was not over yet');
    await leader.bury();
    await until('the other leads', () => follower.status.leading, 15_000);
    await until('it is done', async () => (await follower.jobs.read(jobId))?.job.isRunning === false, 30_000);
    assert.ok(pushesOfFollower > 0);
    await until('the outbox is empty', async () => (await follower.readOutbox()).length === 0, 10_000);
    await checkJob(follower, server, jobId, new Set());
    assert.ok(progress.length >= 3);
  });
}

test('J10 J14 two tabs that believe they lead hand over every order once', async (t) => {
  const COUNT = 300;
  const server = new MemoryServer();
  for (const id of idsOf(COUNT)) place(server, id);
  const device = new Device(t, {speed: 50});
  // Each has locks of its own: nobody keeps the other from leading.
  const alone = (): OrderEngine => device.open(server.connect(), {platform: {...device.platform(), locks: {request: async (_name: string, _options: unknown, work: () => Promise<void>) => work()} as unknown as LockManager}});
  const [a, b] = [alone(), alone()];
  await until('both lead', () => [a, b].every(({status}) => status.leading && status.phase === 'live' && status.orderCount === COUNT));
  const plan = await a.jobs.preflight(ALL, idsOf(COUNT));
  await Promise.all([a.jobs.start(plan), b.jobs.start(plan)]);
  await Promise.all([a.settled(), b.settled()]);
  await until('the outbox is empty', async () => (await a.readOutbox()).length + (await b.readOutbox()).length === 0, 10_000);
  await checkJob(a, server, plan.jobId, new Set());
  assert.deepEqual(await b.jobs.read(plan.jobId), await a.jobs.read(plan.jobId));
});
