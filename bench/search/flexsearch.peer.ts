import {fold} from '@packline/core';
import {Index} from 'flexsearch';
import {haystackOf} from './haystack-of.ts';
import type {SearchPeer} from './peer.ts';
import {wordsOf} from './words-of.ts';

/** Its own default: not all hits. */
const LIMIT = 100;

/** FlexSearch: an index of the beginnings of words, its settings for search while typing. It answers with the first hundred. */
export function createFlexSearch(): SearchPeer {
  const index = new Index({tokenize: 'forward', encode: wordsOf});
  let next = 0;
  return {
    add(orders) {
      for (const order of orders) index.add(next++, haystackOf(order));
    },
    finish() {
      // Nothing is left to do.
    },
    find: (text) => Uint32Array.from(index.search(fold(text), {limit: LIMIT}) as number[]),
  };
}
