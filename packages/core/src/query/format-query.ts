import type {OrderQuery, QueryTerm, TextTerm, TotalTerm} from './order-query.ts';
import {parseQuery} from './parse-query.ts';
import {plainDecimal} from './plain-decimal.ts';

/** Bare where that reads back as the same one word, quoted otherwise. */
function formatText({field, text}: TextTerm): string {
  const prefix = field === 'any' ? '' : `${field}:`;
  const parsed = parseQuery(prefix + text);
  const [term, ...more] = parsed.ok ? parsed.query.terms : [];
  const same = term?.kind === 'text' && term.field === field && !term.negated && term.text === text && more.length === 0;
  return prefix + (same ? text : `"${text.replaceAll('"', '""')}"`);
}

function formatNumbers({min, minIncluded, max, maxIncluded}: TotalTerm): string {
  if (min === undefined) return max === undefined ? '' : `<${maxIncluded ? '=' : ''}${plainDecimal(max)}`;
  if (max === undefined) return `>${minIncluded ? '=' : ''}${plainDecimal(min)}`;
  if (min === max && minIncluded && maxIncluded) return plainDecimal(min);
  return `${minIncluded ? '' : '>'}${plainDecimal(min)}..${maxIncluded ? '' : '<'}${plainDecimal(max)}`;
}

/** Without the sign; empty for a condition that says nothing. */
function formatPlain(term: QueryTerm): string {
  switch (term.kind) {
    case 'text':
      return term.text === '' ? '' : formatText(term);
    case 'placed':
    case 'updated':
    case 'ship':
    case 'sent':
      if (term.from === undefined && term.to === undefined) return '';
      return `${term.kind}:${term.from === term.to ? (term.from ?? '') : `${term.from ?? ''}..${term.to ?? ''}`}`;
    case 'total': {
      const numbers = formatNumbers(term);
      return numbers === '' ? '' : `total:${numbers}`;
    }
    default:
      return term.values.length === 0 ? '' : `${term.kind}:${term.values.join(',')}`;
  }
}

/** One condition as typed text; empty for one that says nothing. */
export function formatTerm(term: QueryTerm): string {
  const text = formatPlain(term);
  return text === '' || !term.negated ? text : `-${text}`;
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
