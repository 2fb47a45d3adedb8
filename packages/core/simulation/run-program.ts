import {databaseName} from '../src/cache/database.ts';
import {isBackendError} from '../src/ports/backend-error.ts';
import {isEngineError} from '../src/shared/engine-error.ts';
import {checkLaws} from './proof/laws.ts';
import {cursorOf} from './proof/ledger.ts';
import type {Tally} from './proof/tally.ts';
import {programOf, type Program, type Step} from './program.ts';
import {placeAtServer, shopDoes} from './server/shop.ts';
import {chooseWish, type Aim} from './wishes/choose-wish.ts';
import {Dice} from './world/dice.ts';
import type {SimDevice, Tab} from './world/sim-device.ts';
import {World} from './world/world.ts';

/** What became of one program. */
export interface Outcome {
  readonly breaches: readonly string[];
  readonly tally: Tally;
  readonly trace: readonly string[];
  /** Equal for equal runs. */
  readonly hash: string;
  readonly simulatedMs: number;
  readonly tasks: number;
}

/** How long the world may take to come to rest once nothing goes wrong any more, in simulated milliseconds. */
const REST_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 250;

/** Lives one history through, heals the world, and holds it against the laws. */
export async function runProgram(program: Program): Promise<Outcome> {
  const world = new World(program);
  const restore = world.scheduler.install();
  try {
    await live(world);
    await heal(world);
    if (world.breaches.length === 0) await checkLaws(world);
  } catch (error) {
    world.breach(error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error));
  } finally {
    for (const device of world.devices) for (const {party} of device.livingTabs()) party.kill();
    restore();
  }
  const {breaches, tally, trace, scheduler} = world;
  return {breaches, tally, trace: trace.lines, hash: trace.hash(), simulatedMs: scheduler.nowMs, tasks: scheduler.tasksRun};
}

export function runSeed(seed: number): Promise<Outcome> {
  return runProgram(programOf(seed));
}

async function live(world: World): Promise<void> {
  const {scheduler, program} = world;
  let last = 0;
  placeAtServer(world.server, program);
  world.devices.forEach((device, index) => openTabs(device, program.devices[index]?.tabs ?? 1));
  for (const [index, step] of program.steps.entries()) {
    last = Math.max(last, step.atMs);
    scheduler.after(step.atMs, undefined, () => carryOut(world, step, index));
  }
  await scheduler.run(() => scheduler.nowMs >= last + 200);
}

function openTabs(device: SimDevice, count: number): void {
  for (let place = 0; place < count; place += 1) device.open(place);
}

function tabOf(device: SimDevice, place: number): Tab | undefined {
  const living = device.livingTabs();
  return living[place % Math.max(1, living.length)];
}

/** One step of the program meets the world as it is by then. */
function carryOut(world: World, step: Step, index: number): void {
  const {server, scheduler, tally, trace} = world;
  const device = world.devices['device' in step ? step.device % world.devices.length : 0];
  if (device === undefined) return;
  const fault = (name: string): void => {
    tally.count('faults', name);
    trace.add(`${device.name}: ${name}`);
  };
  const reopen = (place: number, afterMs: number): void =>
    void scheduler.after(afterMs, undefined, () => {
      if (device.tabs[place]?.party.isDead === true) device.open(place);
    });
  switch (step.do) {
    case 'wish': {
      const tab = tabOf(device, step.tab);
      if (tab !== undefined) scheduler.after(0, tab.party, () => void wish(world, device, tab, step.aim, step.dice, `${index}`));
      return;
    }
    case 'shop':
      return shopDoes(world.server, step.dice, `s${index}`);
    case 'call fault':
      return void device.network.armed.push({fault: step.fault, method: step.method});
    case 'partition':
      fault('partition');
      device.network.cut();
      return void scheduler.after(step.forMs, undefined, () => (device.network.isCut = false));
    case 'crash tab': {
      const tab = tabOf(device, step.tab);
      if (tab === undefined) return;
      const place = device.tabs.indexOf(tab);
      // A lock is asked for when a page opens: it is loaded anew and does not come far.
      if (step.port === 'lock') tab.party.kill();
      const {party} = step.port === 'lock' ? device.open(place) : tab;
      return party.armCrash(step.port, step.calls, (port) => {
        fault(`tab crashes at ${port}`);
        reopen(place, step.backAfterMs);
      });
    }
    case 'crash server':
      return server.processes[step.process]?.armCrash('store', step.calls, () => {
        fault('server crashes');
        scheduler.after(step.backAfterMs, undefined, () => server.restart());
      });
    case 'freeze tab': {
      const tab = tabOf(device, step.tab);
      if (tab === undefined) return;
      fault('tab frozen');
      tab.party.frozenUntilMs = scheduler.nowMs + step.forMs;
      return;
    }
    case 'close tab': {
      const tab = tabOf(device, step.tab);
      if (tab === undefined) return;
      fault('tab closed');
      const place = device.tabs.indexOf(tab);
      scheduler.current = tab.party;
      const end = (): void => {
        tab.party.kill();
        reopen(place, step.backAfterMs);
      };
      return void tab.engine.close().then(end, end);
    }
    case 'message fault':
      return world.armMessageFault(device, step.fate);
    case 'wrong clock':
      fault('wrong clock');
      device.skewMs = step.skewMs;
      return;
    case 'settings':
      return void server.changeSettings(step.change, () => fault('settings changed'));
    case 'backup':
      return server.keepBackup();
    case 'restore':
      if (server.restore()) fault('restore');
      return;
    case 'user':
      fault('other user');
      return changeUser(world, device, step.user);
    case 'sync': {
      const tab = tabOf(device, step.tab);
      if (tab === undefined) return;
      world.askedToSync.add(tab.party.name);
      return void scheduler.after(0, tab.party, () => void tab.engine.syncNow());
    }
    case 'bulk': {
      const tab = tabOf(device, step.tab);
      if (tab !== undefined) scheduler.after(0, tab.party, () => void dispatchAll(world, tab, step.mode));
      return;
    }
    case 'no room':
      fault('no room');
      device.hadNoRoom = true;
      device.database.isFull = true;
      return void scheduler.after(step.forMs, undefined, () => (device.database.isFull = false));
  }
}

/** Somebody else signs in: every page of the device is loaded anew. */
function changeUser(world: World, device: SimDevice, user: number): void {
  const index = world.devices.indexOf(device);
  const described = world.program.devices[index];
  for (const {party} of device.livingTabs()) party.kill();
  device.user = described?.users[user] ?? device.user;
  openTabs(device, described?.tabs ?? 1);
}

/** Somebody at a screen does something; what the engine answers has to be true. */
async function wish(world: World, device: SimDevice, tab: Tab, aim: Aim, dice: number, unique: string): Promise<void> {
  const {tally, trace, ledger} = world;
  try {
    const chosen = await chooseWish({engine: tab.engine, orders: world.server.orders(), dice: new Dice(dice), unique}, aim);
    if (chosen === undefined) return;
    const {orderId, body} = chosen;
    const takenId = aim.kind === 'refused' && aim.code === 'command/id-reused' ? ledger.entries().find((entry) => entry.device !== device)?.id : undefined;
    const answer = await tab.engine.dispatch(orderId, body, takenId === undefined ? {} : {commandId: takenId});
    if (tab.party.isDead) return;
    tally.count('wishes', body.type);
    trace.add(`${tab.party.name} wishes ${body.type} of ${orderId}: ${answer.ok ? answer.commandId : answer.refusal.code}`);
    if (!answer.ok) return tally.count('refusals', answer.refusal.code);
    tally.count('accepted', body.type);
    const isKept = ledger.find(device, answer.commandId) !== undefined;
    // A device that had no room when the page opened works in memory, and says so.
    const saysMemory = device.hadNoRoom && tab.engine.status.problem !== undefined;
    if (!isKept && !saysMemory) world.breach(`${tab.party.name} accepted ${answer.commandId}, but it was not in the outbox`);
  } catch (error) {
    if (tab.party.isDead) return;
    trace.add(`${tab.party.name} cannot: ${String(error)}`);
    if (!isEngineError(error) && !isBackendError(error)) world.breach(`${tab.party.name} throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

/** Somebody dispatches everything at once; what becomes of each order is for the job to carry through. */
async function dispatchAll({server, tally, trace}: World, {engine, party}: Tab, mode: 'all_items' | 'packed_only'): Promise<void> {
  try {
    const plan = await engine.jobs.preflight({kind: 'dispatch', mode}, server.orders().map(({id}) => id));
    const {id} = await engine.jobs.start(plan);
    if (party.isDead) return;
    tally.count('jobs', mode);
    trace.add(`${party.name} starts the job ${id}`);
  } catch (error) {
    if (!isEngineError(error) && !isBackendError(error)) throw error;
    trace.add(`${party.name} cannot start a job: ${error.message}`);
  }
}

/** Nothing goes wrong any more: everybody is there, with every user who left something unsent, until all is at rest. */
async function heal(world: World): Promise<void> {
  const {server, program} = world;
  server.restart();
  for (const process of server.processes) process?.disarm();
  for (const device of world.devices) {
    device.network.isCut = false;
    device.network.armed.splice(0);
    device.database.isFull = false;
    device.skewMs = 0;
    for (const {party} of device.livingTabs()) {
      party.frozenUntilMs = 0;
      party.disarm();
    }
  }
  for (const user of [1, 0]) {
    let isAnybodyNew = user === 0;
    world.devices.forEach((device, index) => {
      const described = program.devices[index];
      device.wake();
      const wasHere = device.database.names().includes(databaseOf(described?.users[user]?.id));
      if (!wasHere) return;
      isAnybodyNew = true;
      if (device.user !== described?.users[user] || device.livingTabs().length < described.tabs || device.hadNoRoom) changeUser(world, device, user);
    });
    if (isAnybodyNew) await rest(world);
    if (world.breaches.length > 0) return;
  }
}

/** As the engine names the database of one user. */
function databaseOf(userId = ''): string {
  return databaseName('sim', 'sim:', 'main', userId);
}

/** Lets time pass until every page is up to date and nothing waits. */
async function rest(world: World): Promise<void> {
  const {scheduler} = world;
  const end = scheduler.nowMs + REST_WITHIN_MS;
  for (let quiet = 0; quiet < 3; ) {
    const next = scheduler.nowMs + LOOK_EVERY_MS;
    scheduler.after(LOOK_EVERY_MS, undefined, () => {});
    await scheduler.run(() => scheduler.nowMs >= next);
    quiet = isAtRest(world) ? quiet + 1 : 0;
    if (world.breaches.length > 0) return;
    if (scheduler.nowMs > end) {
      const unrested = world.devices.flatMap((device) => device.livingTabs().map(({party, engine}) => `${party.name} ${JSON.stringify(engine.status)}`));
      return world.breach(`The world does not come to rest: ${unrested.join('; ')}`);
    }
  }
}

function isAtRest({devices, server}: World): boolean {
  const head = server.database.read<number>('feed');
  return devices.every((device) =>
    device.livingTabs().every(({engine: {status, session}}) => {
      const cursor = cursorOf(device, databaseOf(session?.user.id));
      return status.phase === 'live' && status.unsentCount === status.refusedCount && cursor?.epoch === server.epoch && cursor.position === head;
    }),
  );
}
