import type {QueryProblem} from './order-query.ts';

/** A piece of typed text: a word, a phrase, or a field with its value. */
export interface QueryToken {
  readonly negated: boolean;
  /** As typed; undefined for bare words and phrases. */
  readonly field: string | undefined;
  /** Where the field's name or, without one, the value begins, in UTF-16 units. */
  readonly at: number;
  readonly value: string;
  /** Stood in quotes: meant as text, whatever it says. */
  readonly quoted: boolean;
  /** Where the value itself begins, inside its quotes if it has any. */
  readonly valueAt: number;
}

/** Phones turn straight quotes into curly ones while one types. */
const CLOSING: Readonly<Record<string, string>> = {'"': '"', '“': '”"', '”': '”"', '„': '“”"'};
const SPACE = /\s/;
/** A name of two letters or more; `：` comes from Chinese keyboards. `10:30`, `C:536` and `備註:易碎` are words. */
const FIELD = /([A-Za-z][A-Za-z_-]+)[:：]/y;

export type Tokens = {readonly ok: true; readonly tokens: readonly QueryToken[]} | {readonly ok: false; readonly problem: QueryProblem};

/** Reads up to the closing quote; a doubled one stands for itself. Undefined: it never closes. */
function readQuoted(text: string, open: number): {readonly value: string; readonly end: number} | undefined {
  const closing = CLOSING[text.charAt(open)] as string;
  let value = '';
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (!closing.includes(character)) value += character;
    else if (character === '"' && text.charAt(at + 1) === '"') {
      value += '"';
      at += 1;
    } else return {value, end: at + 1};
  }
  return undefined;
}

function pastWord(text: string, from: number): number {
  let end = from;
  while (end < text.length && !SPACE.test(text.charAt(end))) end += 1;
  return end;
}

/**
 * Cuts typed text into tokens. Which field names exist is the caller's business: `isField` answers it, and what looks
 * like a field but is none is a problem unless it is the start of an address (`http://…`) or has no value.
 */
export function queryTokens(text: string, isField: (name: string) => boolean): Tokens {
  const tokens: QueryToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const negated = text.charAt(at) === '-';
    if (negated) at += 1;
    let valueAt = at;
    let field: string | undefined;
    FIELD.lastIndex = at;
    const name = FIELD.exec(text)?.[1];
    if (name !== undefined) {
      const next = at + name.length + 1;
      if (isField(name)) {
        field = name;
        valueAt = next;
      } else if (pastWord(text, next) > next && !text.startsWith('//', next)) {
        return {ok: false, problem: {code: 'query/unknown-field', at, length: name.length, params: {field: name}}};
      }
    }
    if (text.charAt(valueAt) in CLOSING) {
      const quoted = readQuoted(text, valueAt);
      if (quoted === undefined) return {ok: false, problem: {code: 'query/unclosed-quote', at: valueAt, length: text.length - valueAt, params: {}}};
      tokens.push({negated, field, at, value: quoted.value, quoted: true, valueAt: valueAt + 1});
      at = quoted.end;
    } else {
      const end = pastWord(text, valueAt);
      tokens.push({negated, field, at, value: text.slice(valueAt, end), quoted: false, valueAt});
      at = end;
    }
  }
  return {ok: true, tokens};
}
