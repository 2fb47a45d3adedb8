import type {OrderQuery, QueryTerm} from './order-query.ts';
import {parseQuery} from './parse-query.ts';

/** A number without an exponent, digit for digit what it is: `1e-7` is not in the language. */
function plainDecimal(value: number): string {
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  const digits = whole + fraction;
  return sign + (shift < 0 ? `0.${'0'.repeat(-shift - 1)}${digits}` : digits.padEnd(1 + shift, '0'));
}

/** Bare where that reads back as the same one word, quoted otherwise. */
function formatText(text: string): string {
  const parsed = parseQuery(text);
  const [term, ...more] = parsed.ok ? parsed.query.terms : [];
  const same = term?.kind === 'text' && term.field === 'any' && !term.negated && term.text === text && more.length === 0;
  return same ? text : `"${text.replaceAll('"', '""')}"`;
}

function formatNumbers({min, minIncluded, max, maxIncluded}: Extract<QueryTerm, {kind: 'total'}>): string {
  if (min === undefined) return max === undefined ? '' : `<${maxIncluded ? '=' : ''}${plainDecimal(max)}`;
  if (max === undefined) return `>${minIncluded ? '=' : ''}${plainDecimal(min)}`;
  if (min === max && minIncluded && maxIncluded) return plainDecimal(min);
  return `${minIncluded ? '' : '>'}${plainDecimal(min)}..${maxIncluded ? '' : '<'}${plainDecimal(max)}`;
}

function formatValue(term: QueryTerm): string {
  switch (term.kind) {
    case 'text':
      return formatText(term.text);
    case 'status':
    case 'payment':
    case 'fulfillment':
      return term.values.join(',');
    case 'placed':
      if (term.from === undefined && term.to === undefined) return '';
      return term.from === term.to ? (term.from ?? '') : `${term.from ?? ''}..${term.to ?? ''}`;
    case 'total':
      return formatNumbers(term);
  }
}

/** One condition as typed text; empty for one that says nothing. */
export function formatTerm(term: QueryTerm): string {
  const value = formatValue(term);
  if (value === '' || value === '""') return '';
  const field = term.kind !== 'text' ? `${term.kind}:` : term.field === 'any' ? '' : `${term.field}:`;
  return `${term.negated ? '-' : ''}${field}${value}`;
}

/**
 * Writes a query as text that `parseQuery` reads back as the same query. Conditions that say nothing are left out.
 * @example
 * formatQuery({terms: [{kind: 'text', field: 'product', text: 'lunch bag', negated: false}]}) //=> 'product:"lunch bag"'
 */
export function formatQuery(query: OrderQuery): string {
  return query.terms
    .map(formatTerm)
    .filter((text) => text !== '')
    .join(' ');
}
