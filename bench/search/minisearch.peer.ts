import {fold} from '@packline/core';
import MiniSearch from 'minisearch';
import {haystackOf} from './haystack-of.ts';
import type {SearchPeer} from './peer.ts';
import {wordsOf} from './words-of.ts';

/** Shorter words have too many neighbours for a slip to be worth repairing. */
const SHORTEST_TO_REPAIR = 4;

/** MiniSearch: an index of words, searched by their beginnings and with slips repaired, as its documentation proposes for search while typing. */
export function createMiniSearch(): SearchPeer {
  const index = new MiniSearch<{readonly id: number; readonly text: string}>({
    fields: ['text'],
    tokenize: wordsOf,
    processTerm: (term) => term,
    searchOptions: {prefix: true, fuzzy: (term) => (term.length < SHORTEST_TO_REPAIR ? false : 0.2), combineWith: 'AND'},
  });
  let next = 0;
  return {
    add(orders) {
      index.addAll(orders.map((order) => ({id: next++, text: haystackOf(order)})));
    },
    finish() {
      // Nothing is left to do.
    },
    find: (text) => Uint32Array.from(index.search(fold(text)), ({id}) => id as number),
  };
}
