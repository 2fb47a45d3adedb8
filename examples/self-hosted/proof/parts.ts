import {killServer, runCrashes, type CrashFigures} from './crash.ts';
import {LEAST_OPEN, type Dose} from './doses.ts';
import {runFeedRace, type RaceFigures} from './feed-race.ts';
import {killBackend, killPostmaster} from './kill-postgres.ts';
import {runLateCommit, type LateCommitFigures} from './late-commit.ts';
import {runLastUnit, type LastUnitFigures} from './last-unit.ts';
import {LATE_COMMIT, MAKE_SEQUENCE, SEQUENCE} from './planted/sequence.ts';
import {TRANSACTION_NOTES} from './planted/transaction-notes.ts';
import {openProofShop, type ProofShop, type ShopOptions} from './support/proof-shop.ts';
import type {PostgresCluster} from './support/postgres-cluster.ts';

/** Where a part of the proof gets a PostgreSQL database of its own; left out, it runs on SQLite. */
export interface Place {
  makeDatabase(setUp?: string): Promise<string>;
}

/** Figures, and everything that is not as it has to be. */
export interface PartReport<Figures> {
  readonly figures: Figures;
  readonly problems: readonly string[];
}

async function inShop<Result>(options: ShopOptions, work: (shop: ProofShop) => Promise<Result>): Promise<Result> {
  const shop = await openProofShop(options);
  try {
    return await work(shop);
  } finally {
    await shop.close();
  }
}

async function shopOptions(place: Place | undefined, edits: ShopOptions['edits'] = [], setUp?: string): Promise<ShopOptions> {
  return place === undefined ? {edits} : {edits, databaseUrl: await place.makeDatabase(setUp), processes: 2};
}

/** Writers and readers with the counter as it is: nobody may lack anything. */
export async function proveFeed(place: Place | undefined, {raceMs: ms}: Dose, seed: number): Promise<PartReport<RaceFigures>> {
  const figures = await inShop(await shopOptions(place), (shop) => runFeedRace(shop, {ms, seed}));
  return {figures, problems: problemsOfRace(figures)};
}

export function problemsOfRace({lost, lostByServer, applied, dialect, readers}: RaceFigures): string[] {
  return [
    ...(applied < 20 ? [`Only ${applied} commands were applied on ${dialect}.`] : []),
    ...(lostByServer > 0 ? [`${lostByServer} acknowledged commands are not in the server’s own orders.`] : []),
    ...(lost > 0 ? readers.map(({name, missing, stale, tooMany, backwards}) => `The reader “${name}” lacks ${missing} orders, has ${stale} as they no longer are, ${tooMany} that are not there, and ${backwards} came back older.`) : []),
  ];
}

/** Milliseconds in which nobody comes closer until a race with a sequence is looked at. */
const SEQUENCE_PATIENCE_MS = 3000;

/** The same with a sequence planted in place of the counter: races are run until one loses an order; that none does is a problem. */
export async function proveSequenceIsCaught(place: Place, {sequenceMs: ms, sequenceRaces}: Dose, seed: number): Promise<PartReport<{races: number; caughtBy: RaceFigures | undefined}>> {
  for (let races = 1; races <= sequenceRaces; races += 1) {
    const figures = await inShop(await shopOptions(place, SEQUENCE, MAKE_SEQUENCE), (shop) => runFeedRace(shop, {ms, seed: seed + races, patienceMs: SEQUENCE_PATIENCE_MS}));
    if (figures.lost > 0) return {figures: {races, caughtBy: figures}, problems: []};
  }
  return {figures: {races: sequenceRaces, caughtBy: undefined}, problems: [`${sequenceRaces} races with a sequence in place of the counter lost nothing: the race does not prove the counter.`]};
}

/** The one moment that matters, without any chance: with the counter nothing is lost, with a sequence it is. */
export async function proveLateCommit(place: Place): Promise<PartReport<{counter: LateCommitFigures; sequence: LateCommitFigures}>> {
  const counter = await inShop(await shopOptions(place, LATE_COMMIT), runLateCommit);
  const sequence = await inShop(await shopOptions(place, [...LATE_COMMIT, ...SEQUENCE], MAKE_SEQUENCE), runLateCommit);
  const problems = [
    ...(counter.missing.length > 0 ? [`With the counter the reader lacks ${counter.missing.join(', ')}.`] : []),
    ...(counter.secondWaited ? [] : ['With the counter the second transaction did not wait for the first.']),
    ...(sequence.missing.length > 0 ? [] : ['With a sequence the reader lacks nothing: this does not prove the counter.']),
  ];
  return {figures: {counter, sequence}, problems};
}

/** `kill -9` of server processes. */
export async function proveServerCrashes(place: Place | undefined, {serverKills: times, name}: Dose, seed: number, tell?: (text: string) => void): Promise<PartReport<CrashFigures>> {
  const figures = await inShop(await shopOptions(place, TRANSACTION_NOTES), (shop) => runCrashes({shop, times, seed, killed: 'server process', kill: killServer(shop), ...(tell === undefined ? {} : {tell})}));
  const tooFew = name === 'full' && figures.openKills < times * LEAST_OPEN;
  return {figures, problems: [...figures.problems, ...(tooFew ? [`Only ${figures.openKills} of ${times} kills hit an open transaction.`] : [])]};
}

/** `kill -9` of PostgreSQL under two server processes, which have to live through it. */
export async function provePostgresCrashes(cluster: PostgresCluster, what: 'postmaster' | 'backend', dose: Dose, seed: number): Promise<PartReport<CrashFigures>> {
  const name = `crash_${what}_${seed}`;
  const options = {edits: TRANSACTION_NOTES, databaseUrl: await cluster.makeDatabase(name), processes: 2};
  const figures = await inShop(options, (shop) =>
    runCrashes({
      shop,
      seed,
      killed: `PostgreSQL ${what}`,
      times: what === 'postmaster' ? dose.postmasterKills : dose.backendKills,
      kill: what === 'postmaster' ? killPostmaster(shop, cluster) : killBackend(shop, cluster, name),
    }),
  );
  return {figures, problems: figures.problems};
}

/** Two devices and one last unit. */
export async function proveLastUnit(place: Place | undefined, {lastUnits: times}: Dose): Promise<PartReport<LastUnitFigures[]>> {
  const figures = await inShop(await shopOptions(place), async (shop) => [await runLastUnit(shop, 'requests', times), await runLastUnit(shop, 'engines', times)]);
  return {figures, problems: figures.flatMap(({problems}) => problems)};
}
