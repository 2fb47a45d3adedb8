import {fold} from '../shared/fold.ts';

const DIGITS = /\d+/g;
const SHORT_NUMBER = /^[1-9]\d{0,7}$/;

/**
 * A text whose plain comparison sorts as people expect: `9` before `10`, `A2` before `A10`, digits before letters.
 * Every run of digits loses its leading zeros and gets its length in front, written with digits so that it stays where
 * digits stand: 1–8 as themselves, 9 as "eight or more, and so many more".
 *
 * @example
 * naturalKey('C536379') //=> 'c6536379'
 */
export function naturalKey(text: string): string {
  // What most numbers are: no folding, no search for runs.
  if (SHORT_NUMBER.test(text)) return String(text.length) + text;
  return fold(text).replace(DIGITS, (run) => {
    const digits = run.replace(/^0+(?=\d)/, '');
    return '9'.repeat(Math.floor((digits.length - 1) / 8)) + String(((digits.length - 1) % 8) + 1) + digits;
  });
}
