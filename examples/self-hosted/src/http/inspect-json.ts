/** What a text that should be JSON says about its own shape. */
export interface JsonShape {
  /** Brackets are nested deeper than asked for; nothing behind that was looked at. */
  readonly isTooDeep: boolean;
  /** A field that one object names twice: readers of JSON disagree about which value counts. */
  readonly twice: string | undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Looks at a text once, without building anything, before it is read: the text may not even be JSON. */
export function inspectJson(text: string, mostLevels: number): JsonShape {
  /** The names so far of each open object; of lists, nothing. */
  const open: (Set<string> | undefined)[] = [];
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
      }
      name = undefined;
    } else if (code === COMMA) name = undefined;
    else if (code === 0x5b || code === 0x7b) {
      open.push(code === 0x7b ? new Set() : undefined);
      if (open.length > mostLevels) return {isTooDeep: true, twice};
    } else if (code === 0x5d || code === 0x7d) open.pop();
  }
  return {isTooDeep: false, twice};
}

/** Two spellings of one name are one name. */
function unescape(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
