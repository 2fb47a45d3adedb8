import {fold} from '@packline/core';
import uFuzzy from '@leeoniya/ufuzzy';
import {haystackOf} from './haystack-of.ts';
import type {SearchPeer} from './peer.ts';

/** Letters of words; its own default knows Latin ones only. */
const ALPHABET = 'a-z\u4e00-\u9fff';

/** uFuzzy: a scan with a regular expression that puts up with one slip in a word, the words in the order they are typed. */
export function createUFuzzySearch(): SearchPeer {
  const fuzzy = new uFuzzy({intraMode: 1, alpha: ALPHABET});
  const haystacks: string[] = [];
  return {
    add(orders) {
      for (const order of orders) haystacks.push(haystackOf(order));
    },
    finish() {
      // Nothing is left to do.
    },
    find(text) {
      const [places, info, ranking] = fuzzy.search(haystacks, fold(text));
      if (places === null) return new Uint32Array(0);
      return Uint32Array.from(ranking === null || info === null ? places : ranking.map((rank) => info.idx[rank] as number));
    },
  };
}
