import {toNeedle, type TextField} from '@packline/core';

/** The sign that covers what a role may not read. */
const COVER = '•';
/** Stands for half a character where databases keep text. */
const REPLACEMENT = '\ufffd';

/** A text condition as a database can look for it. */
export interface SearchedText {
  readonly text: string;
  /** What is looked for in phone numbers, which are kept as digits only; undefined: this cannot be part of one. */
  readonly digits: string | undefined;
  /** Databases keep no halves of characters: what has one can only be looked for in the documents. */
  readonly isWhole: boolean;
  /** It holds the cover of a redacted copy, so it stands in no text as it was written. */
  readonly isCovered: boolean;
}

/** What to look for. Undefined when the condition says nothing, so that every order meets it, negated or not. */
export function searchedFor(field: TextField, typed: string): SearchedText | undefined {
  const needle = toNeedle(field, typed);
  if (needle === undefined) return undefined;
  const {text, digits} = needle;
  return {text, digits, isWhole: text.isWellFormed() && !text.includes(REPLACEMENT), isCovered: text.includes(COVER)};
}
