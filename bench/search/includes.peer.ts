import {fold, orderHaystacks} from '@packline/core';
import type {SearchPeer} from './peer.ts';

/** No folded text has it, so that nothing is found across two texts of an order. */
const BORDER = '\u0001';

/**
 * The limit: the same folded texts, one string an order, and `String.includes` over all of them at every keystroke.
 * Nothing is simpler, and it is right by definition.
 */
export function createIncludesSearch(): SearchPeer {
  const haystacks: string[] = [];
  let found = new Uint32Array(0);
  return {
    add(orders) {
      for (const order of orders) {
        // Bare words look at neither the channel nor the reasons of holds.
        const texts = orderHaystacks(order).filter(({field}) => field !== 'channel' && field !== 'hold');
        haystacks.push(texts.map(({text}) => text).join(BORDER));
      }
    },
    finish() {
      found = new Uint32Array(haystacks.length);
    },
    find(text) {
      const words = fold(text).trim().split(' ');
      let count = 0;
      if (words.length === 1) {
        const word = words[0] as string;
        for (let place = haystacks.length - 1; place >= 0; place -= 1) if ((haystacks[place] as string).includes(word)) found[count++] = place;
      } else {
        for (let place = haystacks.length - 1; place >= 0; place -= 1) {
          const haystack = haystacks[place] as string;
          if (words.every((word) => haystack.includes(word))) found[count++] = place;
        }
      }
      return found.subarray(0, count);
    },
  };
}
