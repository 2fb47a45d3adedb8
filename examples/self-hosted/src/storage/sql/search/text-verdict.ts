import type {QueryTerm, TextField} from '@packline/core';
import {sql, type RawBuilder} from 'kysely';
import {searchedFor, type SearchedText} from '../../search-text.ts';
import type {SqlDialect} from '../sql-dialect.ts';
import type {Grams} from './grams.ts';
import type {OrderTextField} from './search-tables.ts';
import {anyOf, exactly, type Condition, type Verdict} from './verdict.ts';

type TextTerm = Extract<QueryTerm, {kind: 'text'}>;

/** What bare words look into. */
const EVERYWHERE: readonly OrderTextField[] = ['in_number', 'in_customer', 'in_phone', 'in_email', 'in_tracking', 'in_product', 'in_sku', 'in_tag', 'in_notes'];
/** Texts that a packer's copy has as they are. */
const UNCOVERED: ReadonlySet<TextField> = new Set(['number', 'product', 'sku']);

/** What a term of text comes to. */
export interface TextVerdict {
  readonly verdict: Verdict;
  /** Grams of which an order has to have all of one list; undefined: grams do not narrow this. */
  readonly grams: readonly (readonly number[])[] | undefined;
}

/**
 * Judges a term of text by the columns of `order_texts t`.
 *
 * @param covered for readers of redacted copies
 * @returns undefined when the term says nothing
 */
export function textVerdict({field, text: typed}: TextTerm, {contains, grams, covered}: {contains: SqlDialect['contains']; grams: Grams; covered: boolean}): TextVerdict | undefined {
  const searched = searchedFor(field, typed);
  if (searched === undefined) return undefined;
  if (!searched.isWhole) return {verdict: {maybe: true, sure: false}, grams: undefined};
  const found = (column: RawBuilder<string>, text: string): Condition => contains(column, text);
  const verdict = covered ? coveredVerdict(field, searched, found) : exactly(plainCondition(field, searched, found));
  if (covered && searched.isCovered) return {verdict, grams: undefined};
  return {verdict, grams: (field === 'phone' ? [searched.digits ?? ''] : partsOf(searched)).filter((part) => part !== '').map((part) => grams.ofNeedle(part))};
}

type Found = (column: RawBuilder<string>, text: string) => Condition;

function plainCondition(field: TextField, {text, digits}: SearchedText, found: Found): Condition {
  if (field === 'phone') return digits === undefined ? false : found(column('in_phone'), digits);
  if (field !== 'any') return found(column(`in_${field}`), text);
  return anyOf([found(all(EVERYWHERE), text), ...(digits === undefined || digits === text ? [] : [found(column('in_phone'), digits)])]);
}

/** In a copy some words are covered and others gone. Its bare words have a column; in fields of their own they may have been covered. */
function coveredVerdict(field: TextField, searched: SearchedText, found: Found): Verdict {
  const {text, digits, isCovered} = searched;
  const covered = sql.ref<string>('t.covered');
  if (field === 'any') return digits === undefined || digits === text ? exactly(found(covered, text)) : {maybe: anyOf([found(covered, text), found(covered, digits)]), sure: found(covered, text)};
  if (field === 'email') return exactly(false);
  if (field === 'channel' || field === 'hold') return {maybe: isCovered || found(column(`in_${field}`), text), sure: false};
  if (UNCOVERED.has(field)) return exactly(plainCondition(field, searched, found));
  return {maybe: anyOf(partsOf(searched).map((part) => found(covered, part))), sure: false};
}

function partsOf({text, digits}: SearchedText): readonly string[] {
  return digits === undefined || digits === text ? [text] : [text, digits];
}

function column(name: OrderTextField): RawBuilder<string> {
  return sql.ref<string>(`t.${name}`);
}

/** Texts of several columns as one, with a border between them. */
function all(names: readonly OrderTextField[]): RawBuilder<string> {
  return sql<string>`(${sql.join(names.map(column), sql.raw(" || '\n' || "))})`;
}
