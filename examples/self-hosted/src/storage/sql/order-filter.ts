import {dayBounds, type QueryTerm} from '@packline/core';
import type {Expression, ExpressionBuilder, SqlBool} from 'kysely';
import {searchedFor} from '../search-text.ts';
import type {SqlDialect} from './sql-dialect.ts';
import type {Tables} from './tables.ts';

type Where = ExpressionBuilder<Tables, 'orders'>;

/**
 * A query's conditions as far as the database can judge them. Text is looked for in the folded column of everything
 * searchable, which finds too much rather than too little; negated text is left to the caller altogether.
 */
export function toConditions(where: Where, terms: readonly QueryTerm[], timeZone: string, contains: SqlDialect['contains']): Expression<SqlBool>[] {
  return terms.flatMap((term) => {
    const condition = toCondition(where, term, timeZone, contains);
    if (condition === undefined) return [];
    return [term.negated ? where.not(condition) : condition];
  });
}

/** Undefined: this says nothing here, so it does not narrow. */
function toCondition(where: Where, term: QueryTerm, timeZone: string, contains: SqlDialect['contains']): Expression<SqlBool> | undefined {
  switch (term.kind) {
    case 'text': {
      const parts = term.negated ? undefined : searchedFor(term.field, term.text);
      return parts && where.or(parts.map((part) => contains(where.ref('search'), part)));
    }
    case 'status':
    case 'payment':
    case 'fulfillment':
    case 'detail':
    case 'carrier':
    case 'kind':
      return term.values.length === 0 ? undefined : where(term.kind, 'in', term.values);
    case 'placed':
    case 'updated': {
      const {startMs, endMs} = dayBounds(term.from, term.to, timeZone);
      const column = term.kind === 'placed' ? 'placed_ms' : 'updated_ms';
      return both(where, [
        ...(Number.isFinite(startMs) ? [where(column, '>=', startMs)] : []),
        ...(Number.isFinite(endMs) ? [where(column, '<', endMs)] : []),
      ]);
    }
    case 'sent': {
      // Of several parcels only the first and last are known: it finds too much, never too little.
      if (term.negated || (term.from === undefined && term.to === undefined)) return undefined;
      const {startMs, endMs} = dayBounds(term.from, term.to, timeZone);
      return where.and([where('last_sent_ms', '>=', Math.max(startMs, 0)), where('first_sent_ms', '<', Math.min(endMs, Number.MAX_SAFE_INTEGER))]);
    }
    case 'ship': {
      if (term.negated || (term.from === undefined && term.to === undefined)) return undefined;
      return where.and([where('last_ship_on', '>=', term.from ?? ''), where('first_ship_on', '<=', term.to ?? '9999-12-31')]);
    }
    case 'total':
      return both(where, [
        ...(term.min === undefined ? [] : [where('total', term.minIncluded ? '>=' : '>', term.min)]),
        ...(term.max === undefined ? [] : [where('total', term.maxIncluded ? '<=' : '<', term.max)]),
      ]);
    default:
      // Without a column of its own: every order is looked at.
      return undefined;
  }
}

function both(where: Where, conditions: Expression<SqlBool>[]): Expression<SqlBool> | undefined {
  return conditions.length === 0 ? undefined : where.and(conditions);
}
