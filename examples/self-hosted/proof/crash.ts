import type {OrderBackend} from '@packline/core';
import {Dice, seedOf} from '../../../packages/core/simulation/world/dice.ts';
import {checkAfterCrashes, type CrashFindings} from './crash-check.ts';
import {Load} from './load.ts';
import {readNotes} from './planted/transaction-notes.ts';
import {backendOf, type ProofServer, type ProofShop} from './support/proof-shop.ts';

const WRITERS = 6;
/** Acknowledged commands before the next kill is thought of, and the milliseconds after them in which it comes. */
const FIRST_ACKNOWLEDGED = 6;
const WITHIN_MS = 500;
/** Milliseconds after which servers that acknowledge nothing count as broken. */
const PATIENCE_MS = 60_000;
/** The last server's clock is this far ahead, so that what the dead held is free again. */
const AHEAD_MS = 180_000;

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface CrashFigures extends CrashFindings {
  readonly dialect: string;
  readonly processes: number;
  readonly killed: string;
  readonly seed: number;
  readonly kills: number;
  /** Kills that came down on a transaction of commands which had begun and was not on its way to being committed. */
  readonly openKills: number;
  /** Of these, how many had begun to write. */
  readonly writingKills: number;
  readonly acknowledged: number;
  readonly applied: number;
  readonly unanswered: number;
  readonly repeated: number;
}

/** What is killed: tells whether it hit open transactions. Settles when everything is up again. */
export type Kill = (dice: Dice) => Promise<{isOpen: boolean; isWriting: boolean}>;

export interface CrashPlan {
  readonly shop: ProofShop;
  readonly times: number;
  readonly seed: number;
  /** For reports. */
  readonly killed: string;
  readonly kill: Kill;
  /** Hears how far it has come. */
  readonly tell?: (text: string) => void;
}

/** Kills at random moments under load, again and again, and then looks whether everything that was acknowledged is there. */
export async function runCrashes({shop, times, seed, killed, kill, tell}: CrashPlan): Promise<CrashFigures> {
  const load = new Load(`k${seed.toString(36)}`);
  const dice = new Dice(seed);
  const writing = new AbortController();
  const backends = shop.servers.map(({process: {url, token}}) => backendOf(url, token));
  const writers = Promise.all(Array.from({length: WRITERS}, (_, index) => load.write(backends[index % backends.length] as OrderBackend, new Dice(seedOf(seed, index)), writing.signal)));
  let [openKills, writingKills] = [0, 0];
  try {
    for (let count = 0; count < times; count += 1) {
      await Promise.race([writers, heardMore(load)]);
      await rest(dice.between(0, WITHIN_MS));
      const {isOpen, isWriting} = await kill(dice);
      if (isOpen) openKills += 1;
      if (isWriting) writingKills += 1;
      if ((count + 1) % 10 === 0) tell?.(`${count + 1} kills, ${openKills} on an open transaction, ${load.acknowledged.size} commands acknowledged`);
    }
    await Promise.race([writers, heardMore(load)]);
  } finally {
    writing.abort();
    await Promise.allSettled([writers]);
  }
  await writers;
  const findings = await checkAfterCrashes(await shop.serveHere(AHEAD_MS), load);
  const {unanswered, repeated} = load;
  return {dialect: shop.dialect, processes: shop.servers.length, killed, seed, kills: times, openKills, writingKills, acknowledged: load.acknowledged.size, applied: load.applied.length, unanswered, repeated, ...findings};
}

async function heardMore(load: Load): Promise<void> {
  const enough = load.acknowledged.size + FIRST_ACKNOWLEDGED;
  const deadline = Date.now() + PATIENCE_MS;
  while (load.acknowledged.size < enough) {
    if (Date.now() > deadline) throw new Error(`For ${PATIENCE_MS / 1000} seconds nothing was acknowledged.`);
    await rest(5);
  }
}

/** `kill -9` of one of the shop's server processes, which is then started again. */
export function killServer({servers}: ProofShop): Kill {
  return async (dice) => {
    const {process: server, notes} = dice.of(servers) as ProofServer;
    // What an earlier life left open stays so in its notes.
    const before = lastOpen.get(notes) ?? 0;
    await server.stop('SIGKILL');
    const {open, writing} = readNotes(notes);
    lastOpen.set(notes, open);
    await server.start();
    return {isOpen: open > before, isWriting: open > before && writing};
  };
}

const lastOpen = new Map<string, number>();
