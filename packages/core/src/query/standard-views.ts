import type {OrderQuery, OrderSort, ParsedQuery} from './order-query.ts';
import {type ParseOptions, parseQuery} from './parse-query.ts';

/** A query that somebody keeps under a name, for themselves or for the team. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** In the query language. `today` in it is the day the view is looked at. */
  readonly query: string;
  /** Left out: the list stays sorted as it is. */
  readonly sort?: OrderSort;
}

/** The views every shop starts with. Ids are stable; the words for them come from strings files. */
export type StandardViewId = 'to_review' | 'awaiting_receipt' | 'to_pack' | 'packed' | 'sent_today' | 'problems' | 'all';

/** A view without a name of its own. */
export interface StandardView {
  readonly id: StandardViewId;
  readonly query: string;
}

/**
 * What a clerk and a packer look for all day, in the order of the work. To review counts uploads only. What was put
 * away (archived) is in `all` and in no other.
 */
export const STANDARD_VIEWS: readonly StandardView[] = [
  {id: 'to_review', query: 'payment:in_review -is:archived'},
  {id: 'awaiting_receipt', query: 'detail:awaiting_receipt -is:archived'},
  {id: 'to_pack', query: 'status:processing fulfillment:unfulfilled,packing,part_sent -is:archived'},
  {id: 'packed', query: 'status:processing fulfillment:packed -is:archived'},
  {id: 'sent_today', query: 'sent:today -is:archived'},
  {id: 'problems', query: 'problem:any -is:archived'},
  {id: 'all', query: ''},
];

/**
 * The query of a view on a day.
 *
 * @param options `today`: `dayAt(now, settings.timeZone)`; ask again when the day changes
 * @returns the query, or what is wrong with the text of a saved view
 * @example
 * const parsed = queryOfView({query: 'sent:today'}, {today: dayAt(now, settings.timeZone)});
 */
export function queryOfView({query}: {readonly query: string}, options: ParseOptions): ParsedQuery {
  return parseQuery(query, options);
}

/** The queries of all standard views on a day. */
export function standardQueries(options: Required<ParseOptions>): Readonly<Record<StandardViewId, OrderQuery>> {
  const entries = STANDARD_VIEWS.map((view) => {
    const parsed = queryOfView(view, options);
    return [view.id, parsed.ok ? parsed.query : {terms: []}] as const;
  });
  return Object.fromEntries(entries) as Record<StandardViewId, OrderQuery>;
}
