import type {Order} from '@packline/core';
import {createIncludesSearch} from './includes.peer.ts';
import {READ, type SearchSession} from './session.ts';
import {QUERY_KINDS, type QueryKind, type TypedQuery} from './typed-queries.ts';

interface Flagged {
  readonly flags: Uint8Array;
  readonly size: number;
}

function flagged(places: Uint32Array, count: number): Flagged {
  const flags = new Uint8Array(count);
  for (const place of places) flags[place] = 1;
  return {flags, size: places.length};
}

/** Key of a kind's recall among the figures of a run. */
export function recallKey(kind: QueryKind): string {
  return `recall-${kind}`;
}

/**
 * Judges first answers: of the first 50 of a query (of as many as there are, when there are fewer), how many are right?
 * Right is what has every typed word in it; a typo is judged by the word that was meant.
 *
 * @returns shares in percent by kind, and `recall` over all kinds but typos
 */
export async function createRecall(queries: readonly TypedQuery[], chunks: AsyncIterable<readonly Order[]>): Promise<(first: ReturnType<SearchSession['readFirst']>) => Readonly<Record<string, number>>> {
  const scan = createIncludesSearch();
  let count = 0;
  for await (const orders of chunks) {
    scan.add(orders);
    count += orders.length;
  }
  scan.finish();
  const truths = queries.map(({text, meant}) => flagged(scan.find(meant ?? text), count));
  return (first) => {
    const shares = queries.flatMap(({kind}, place) => {
      const {flags, size} = truths[place] as Flagged;
      const wanted = Math.min(READ, size);
      return wanted === 0 ? [] : [{kind, share: (first[place] ?? []).filter((order) => flags[order] === 1).length / wanted}];
    });
    const mean = (kinds: readonly QueryKind[]) => {
      const of = shares.filter(({kind}) => kinds.includes(kind));
      return (of.reduce((sum, {share}) => sum + share, 0) / of.length) * 100;
    };
    const typed = QUERY_KINDS.filter((kind) => kind !== 'typo');
    return {recall: mean(typed), ...Object.fromEntries(QUERY_KINDS.map((kind) => [recallKey(kind), mean([kind])]))};
  };
}
