import type {QueryTerm} from '@packline/core';

/** True when a database alone can say whether an order meets the condition; text is looked at again in the document. */
export function isExact(term: QueryTerm): boolean {
  return term.kind !== 'text';
}
