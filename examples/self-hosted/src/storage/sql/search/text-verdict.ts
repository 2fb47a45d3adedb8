import type {QueryTerm, TextField} from '@packline/core';
import {sql} from 'kysely';
import {searchedFor, type SearchedText} from '../../search-text.ts';
import type {SqlDialect} from '../sql-dialect.ts';
import type {Grams} from './grams.ts';
import {standsIn} from './text-sections.ts';
import {anyOf, exactly, type Condition, type Verdict} from './verdict.ts';

type TextTerm = Extract<QueryTerm, {kind: 'text'}>;

/** What a term of text comes to. */
export interface TextVerdict {
  readonly verdict: Verdict;
  /** Grams of which an order has to have all of one list; undefined: grams do not narrow this. */
  readonly grams: readonly (readonly number[])[] | undefined;
}

/**
 * Judges a term of text by `order_texts t`.
 *
 * @param covered for readers of redacted copies
 * @returns undefined when the term says nothing
 */
export function textVerdict({field, text: typed}: TextTerm, {position, grams, covered}: {position: SqlDialect['position']; grams: Grams; covered: boolean}): TextVerdict | undefined {
  const searched = searchedFor(field, typed);
  if (searched === undefined) return undefined;
  if (!searched.isWhole) return {verdict: {maybe: true, sure: false}, grams: undefined};
  const column = sql.ref<string>(covered ? 't.covered' : 't.texts');
  const verdict = exactly(conditionOf(field, searched, (where, text) => standsIn(column, where, text, position)));
  // Grams are of the texts themselves, in which nothing is covered.
  return {verdict, grams: searched.isCovered ? undefined : partsOf(field, searched).map((part) => grams.ofNeedle(part))};
}

/** As core looks for a needle: phone numbers are kept as digits, and only digits are found in them. */
function conditionOf(field: TextField, {text, digits}: SearchedText, found: (field: TextField, text: string) => Condition): Condition {
  if (field === 'phone') return digits === undefined ? false : found('phone', digits);
  return anyOf([found(field, text), ...(field !== 'any' || digits === undefined || digits === text ? [] : [found('phone', digits)])]);
}

/** Of these texts an order that matches has at least one. */
function partsOf(field: TextField, {text, digits}: SearchedText): readonly string[] {
  if (field === 'phone') return digits === undefined ? [] : [digits];
  return digits === undefined || digits === text ? [text] : [text, digits];
}
