/** What a text that should be JSON says about its own shape. */
export interface JsonShape {
  /** Brackets are nested deeper than asked for; nothing behind that was looked at. */
  readonly isTooDeep: boolean;
  /** There are more values, or more names in one object, than asked for; nothing behind that was looked at. */
  readonly isTooMuch: boolean;
  /** A field that one object names twice: readers of JSON disagree about which value counts. */
  readonly twice: string | undefined;
}

/** How much a text may hold. */
export interface JsonLimits {
  readonly levels: number;
  /** In all: every comma and every opening bracket stands for one. */
  readonly values: number;
  readonly namesOfOne: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Looks at a text once, without building anything, before it is read: the text may not even be JSON. */
export function inspectJson(text: string, most: JsonLimits): JsonShape {
  /** The names so far of each open object; of lists, nothing. */
  const open: (Set<string> | undefined)[] = [];
  let values = 0;
  let twice: string | undefined;
  let name: string | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const start = index + 1;
      let escaped = false;
      for (index = start; index < text.length && text.charCodeAt(index) !== QUOTE; index += 1) {
        if (text.charCodeAt(index) !== BACKSLASH) continue;
        escaped = true;
        index += 1;
      }
      const raw = text.slice(start, index);
      name = escaped ? unescape(raw) : raw;
    } else if (code === COLON) {
      const names = open.at(-1);
      if (name !== undefined && names !== undefined) {
        if (names.has(name)) twice ??= name;
        names.add(name);
        if (names.size > most.namesOfOne) return {isTooDeep: false, isTooMuch: true, twice};
      }
      name = undefined;
    } else if (code === COMMA) {
      name = undefined;
      values += 1;
    } else if (code === 0x5b || code === 0x7b) {
      open.push(code === 0x7b ? new Set() : undefined);
      values += 1;
      if (open.length > most.levels) return {isTooDeep: true, isTooMuch: false, twice};
    } else if (code === 0x5d || code === 0x7d) open.pop();
    if (values > most.values) return {isTooDeep: false, isTooMuch: true, twice};
  }
  return {isTooDeep: false, isTooMuch: false, twice};
}

/** Two spellings of one name are one name. */
function unescape(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
