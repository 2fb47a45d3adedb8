import {formatQuery} from '../query/format-query.ts';
import {toNeedle} from '../query/needle.ts';
import type {OrderQuery, QueryTerm} from '../query/order-query.ts';
import {fold} from '../shared/fold.ts';
import type {Vocabulary} from './vocabulary.ts';

/** How many are offered. */
const OFFERED = 5;
/** Neighbours of one word that are tried. */
const TRIED = 24;

type TextTerm = Extract<QueryTerm, {kind: 'text'}>;

const oneTerm = (term: QueryTerm): OrderQuery => ({terms: [term]});

/** A term with other words in place of those that find nothing, likeliest first. */
function repaired(term: TextTerm, vocabulary: Vocabulary, count: (query: OrderQuery) => number): TextTerm[] {
  const words = fold(term.text).trim().split(' ');
  const finds = (text: string): boolean => count(oneTerm({...term, text, negated: false})) > 0;
  const wrong = words.findIndex((word) => !finds(word));
  if (wrong < 0) return [];
  return vocabulary
    .neighbours(words[wrong] as string)
    .slice(0, TRIED)
    .map((word) => ({...term, text: words.with(wrong, word).join(' ')}))
    .filter(({text}) => finds(text))
    .slice(0, OFFERED);
}

/**
 * Other texts for a search that found nothing, each one slip of the fingers away and each finding something. Empty
 * when the query finds something, or no word of it is to blame.
 *
 * @param count how many orders match a query
 * @example
 * suggestQueries(parsed.query, vocabulary, count) //=> ['christmas bag']
 */
export function suggestQueries(query: OrderQuery, vocabulary: Vocabulary, count: (query: OrderQuery) => number): string[] {
  if (count(query) > 0) return [];
  let queries: OrderQuery[] = [query];
  query.terms.forEach((term, place) => {
    if (term.kind !== 'text' || term.negated || toNeedle(term.field, term.text) === undefined || count(oneTerm(term)) > 0) return;
    const others = repaired(term, vocabulary, count);
    // Several wrong words: each guess of one with the best guess of the others, or the list would explode.
    const [best] = queries;
    queries = others.flatMap((other, rank) => (rank === 0 ? queries : best === undefined ? [] : [best]).map(({terms}) => ({terms: terms.with(place, other)})));
  });
  return queries
    .filter((guess) => count(guess) > 0)
    .slice(0, OFFERED)
    .map(formatQuery);
}
