import type {CalendarDate} from '../shared/instant.ts';
import type {ParsedQuery, QueryTerm} from './order-query.ts';
import {fieldOf, nearestField, termOf} from './query-fields.ts';
import {queryTokens} from './query-tokens.ts';

/** What the meaning of typed text depends on. */
export interface ParseOptions {
  /**
   * The calendar day it is in the shop's time zone (`dayAt(now, settings.timeZone)`). Without it there is no `today`,
   * and a text that names it has the problem `query/bad-date`.
   */
  readonly today?: CalendarDate;
}

/**
 * Reads typed text as a query.
 *
 * - bare words: all must occur, in any order, any field, as any part of a word
 * - `"a phrase"`: as it stands, inside one text; a doubled quote stands for itself
 * - `number:` `product:` `sku:` `customer:` (name or id) `phone:` `email:` `tracking:` `tag:` `channel:` + word or phrase
 * - `hold:` + a word of a hold's reason; `hold:any`, `hold:none`
 * - `status:processing,complete` `detail:` `payment:` `fulfillment:` `kind:` `carrier:shipany,own`: one of these; `-` and
 *   `_` are the same in a code
 * - `has:note,tracking` `is:archived` `problem:any`: small facts
 * - `placed:2026-01-01..2026-01-31` `updated:` `ship:` (an unsent parcel is to leave) `sent:` (a parcel left): days in the
 *   shop's time zone, an end may be open; a month or a year counts as all its days; `today`, `yesterday`, `today-6..today`
 * - `total:>500`, `>=`, `<`, `<=`, `10..20`, `99.90`
 * - `-` in front of any of these: must not be so
 *
 * A field without a value says nothing, so that half-typed text does not empty a list.
 *
 * @returns the query, or the first problem: its code, where in `text` it is, and what was probably meant
 * @example
 * parseQuery('陳 product:"lunch bag" -status:cancelled sent:today', {today: '2026-11-23'})
 */
export function parseQuery(text: string, {today}: ParseOptions = {}): ParsedQuery {
  const cut = queryTokens(text, (name) => fieldOf(name) !== undefined);
  if (!cut.ok) {
    const {problem} = cut;
    if (problem.code !== 'query/unknown-field') return cut;
    return {ok: false, problem: {...problem, params: {...problem.params, ...nearestField(problem.params['field'] ?? '')}}};
  }
  const terms: QueryTerm[] = [];
  for (const token of cut.tokens) {
    const term = termOf(token, today);
    if (term === undefined) continue;
    if ('code' in term) return {ok: false, problem: term};
    terms.push(term);
  }
  return {ok: true, query: {terms}};
}
