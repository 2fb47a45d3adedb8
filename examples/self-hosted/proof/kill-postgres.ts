import type {Kill} from './crash.ts';
import {readNotes} from './planted/transaction-notes.ts';
import type {PostgresCluster} from './support/postgres-cluster.ts';
import type {ProofShop} from './support/proof-shop.ts';

/** Milliseconds until servers that lost their database have noticed. */
const NOTICE_MS = 300;

/** Transactions of commands that the shop's servers have lost with their database so far. */
function lostBy({servers}: ProofShop): number {
  return servers.reduce((sum, {notes}) => sum + readNotes(notes).lost, 0);
}

/** Does it to the database; the servers have to live through it. */
function counting(shop: ProofShop, kill: Kill): Kill {
  return async (dice) => {
    const before = lostBy(shop);
    await kill(dice);
    await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
    return {isOpen: lostBy(shop) > before, isWriting: false};
  };
}

/** In turn the postmaster alone, and everything of it. */
export function killPostmaster(shop: ProofShop, cluster: PostgresCluster): Kill {
  let all = false;
  return counting(shop, async () => {
    await cluster.kill({all});
    all = !all;
    await cluster.resume();
    return {isOpen: false, isWriting: false};
  });
}

export function killBackend(shop: ProofShop, cluster: PostgresCluster, database: string): Kill {
  return counting(shop, async (dice) => {
    await cluster.killBackend(database, (pids) => dice.of(pids));
    return {isOpen: false, isWriting: false};
  });
}
