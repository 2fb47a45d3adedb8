import type {Order} from '@packline/core';
import {createRandom, type Random} from '../data/random.ts';

/** What somebody looks for, by what they remember of it. */
export const QUERY_KINDS = ['number', 'name', 'chinese', 'product', 'email', 'typo'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

/** One text as it is typed into the search field, letter by letter. */
export interface TypedQuery {
  readonly kind: QueryKind;
  readonly text: string;
  /** Of a typo: the word that was meant. */
  readonly meant?: string;
}

const SEED_QUERIES = 4;
const MOST_MISSES = 500;

/** Texts that people type, taken from the orders themselves, the kinds in turn. Typos that happen to be words are left out. */
export function typedQueries(orders: readonly Order[], count: number): TypedQuery[] {
  const random = createRandom(SEED_QUERIES);
  const known = knownText(orders);
  const queries: TypedQuery[] = [];
  let kinds: readonly QueryKind[] = QUERY_KINDS;
  let misses = 0;
  while (queries.length < count && kinds.length > 0) {
    const kind = kinds[queries.length % kinds.length] as QueryKind;
    const query = make(kind, random.pick(orders), random);
    if (query !== undefined && (query.kind !== 'typo' || !known.includes(query.text))) {
      queries.push(query);
      misses = 0;
      continue;
    }
    misses += 1;
    if (misses < MOST_MISSES) continue;
    // Orders without anything of the kind, as real invoices have no names.
    kinds = kinds.filter((other) => other !== kind);
    misses = 0;
  }
  return queries;
}

/** Every text that the search field shows on the way to `query`. */
export function keystrokes(query: TypedQuery): string[] {
  const letters = [...query.text];
  return letters.map((_, index) => letters.slice(0, index + 1).join('')).filter((text) => text.trim() !== '');
}

/** Undefined when this order has nothing of that kind. */
function make(kind: QueryKind, order: Order, random: Random): TypedQuery | undefined {
  const name = order.customer.name ?? '';
  switch (kind) {
    case 'number':
      return {kind, text: order.number.slice(0, random.between(3, order.number.length))};
    case 'name': {
      const word = pickWord(name, /[a-z]{4,}/giu, random);
      return word === undefined ? undefined : {kind, text: random.chance(0.5) ? word : part(word, 3, random)};
    }
    case 'chinese': {
      const word = pickWord(name, /\p{Script=Han}{2,}/gu, random);
      return word === undefined ? undefined : {kind, text: part(word, 2, random)};
    }
    case 'product': {
      const words = random.pick(order.lines).name.split(/\s+/u).filter((word) => /^[\p{L}\p{N}]{2,}$/u.test(word));
      const from = random.below(words.length);
      const text = words.slice(from, from + random.between(1, 2)).join(' ').toLowerCase();
      return text === '' ? undefined : {kind, text};
    }
    case 'email':
      return order.customer.email === undefined ? undefined : {kind, text: part(order.customer.email, 5, random).slice(0, 10)};
    case 'typo': {
      const word = pickWord(random.chance(0.5) ? name : random.pick(order.lines).name, /[a-z]{5,}/giu, random);
      return word === undefined ? undefined : {kind, text: slip(word.toLowerCase(), random), meant: word.toLowerCase()};
    }
  }
}

function pickWord(text: string, pattern: RegExp, random: Random): string | undefined {
  const words = text.match(pattern);
  return words ? random.pick(words) : undefined;
}

/** A piece of a word, from anywhere in it. */
function part(word: string, shortest: number, random: Random): string {
  if (word.length <= shortest) return word;
  const from = random.below(word.length - shortest + 1);
  return word.slice(from, random.between(from + shortest, word.length));
}

/** One slip of the fingers behind the first letter: a letter too few, too many, wrong, or two swapped. */
function slip(word: string, random: Random): string {
  const at = random.between(1, word.length - 2);
  const letter = String.fromCharCode(97 + random.below(26));
  switch (random.below(4)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + letter + word.slice(at);
    case 2:
      return word.slice(0, at) + letter + word.slice(at + 1);
    default:
      return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  }
}

/** Names, addresses and products of all orders, in lower case, each once. */
function knownText(orders: readonly Order[]): string {
  const texts = new Set<string>();
  for (const {customer, lines} of orders) {
    texts.add((customer.name ?? '').toLowerCase());
    texts.add((customer.email ?? '').toLowerCase());
    for (const {name} of lines) texts.add(name.toLowerCase());
  }
  return [...texts].join('\n');
}
