/** Most entries and characters that are kept of what nobody here knows. */
const MOST_ENTRIES = 100;
const LONGEST_NAME = 200;
const LONGEST_VALUE = 2000;
const LONGEST_NOTE = 9000;

/**
 * What a document says besides what was taken from it, by name and as text: nothing a shop sent is lost without a trace.
 * Empty values are left out.
 */
export function leftovers(document: Readonly<Record<string, unknown>>, taken: ReadonlySet<string>): Readonly<Record<string, string>> {
  const kept: [string, string][] = [];
  for (const [name, value] of Object.entries(document)) {
    if (taken.has(name) || isEmpty(value) || name === '' || name.length > LONGEST_NAME) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    kept.push([keepable(name), keepable(text.slice(0, LONGEST_VALUE))]);
    if (kept.length === MOST_ENTRIES) break;
  }
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Lines of a note, as many as fit; undefined when there are none. */
export function noteOf(lines: readonly (string | undefined)[]): string | undefined {
  const text = lines.filter((line) => line !== undefined && line !== '').join('\n');
  return text === '' ? undefined : keepable(text.slice(0, LONGEST_NOTE));
}

/** `name: value` of the free-form lists that both shops have; names that begin with `_` are the shops' own bookkeeping. */
export function propertiesNote(properties: readonly {readonly name: string; readonly value: unknown}[]): string | undefined {
  return noteOf(properties.filter(({name, value}) => !name.startsWith('_') && !isEmpty(value)).map(({name, value}) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`));
}

/** Cut texts may end in half a character, and NUL cannot be kept. */
function keepable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}
