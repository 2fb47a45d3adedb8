/** Where two documents differ. */
export interface FoundDifference {
  /** JSON Pointer. */
  readonly pointer: string;
  readonly expected: unknown;
  readonly came: unknown;
}

/** What a backend fills in itself: who, when, and in which series. */
const OWN = /^(at|by|until|number|undoable|[a-z]+At|[a-z]+By)$/;

/**
 * The first place where a document says something else than a golden one. What is a backend's own is left out, and so is
 * what it adds: fields that the vectors do not know are nobody's mistake.
 *
 * @param options `placedAtIsGiven`: when it was ordered came with the command, and so is the same everywhere
 */
export function findDifference(expected: unknown, came: unknown, options: {readonly placedAtIsGiven: boolean}, pointer = ''): FoundDifference | undefined {
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, came) ? undefined : {pointer, expected, came};
  if (Array.isArray(expected)) {
    if (!Array.isArray(came) || came.length !== expected.length) return {pointer, expected, came};
    return firstOf(expected.keys(), (index) => findDifference(expected[index], came[index], options, `${pointer}/${index}`));
  }
  if (typeof came !== 'object' || came === null || Array.isArray(came)) return {pointer, expected, came};
  const found = came as Record<string, unknown>;
  return firstOf(Object.entries(expected), ([name, value]) => {
    if (name === 'undoable') return undefined; // a matter of the settings' undoSeconds
    if (name === 'placedAt' && options.placedAtIsGiven) return findDifference(value, found[name], options, `${pointer}/${name}`);
    if (OWN.test(name)) return name in found ? undefined : {pointer: `${pointer}/${name}`, expected: value, came: undefined};
    return findDifference(value, found[name], options, `${pointer}/${name}`);
  });
}

function firstOf<Item>(items: Iterable<Item>, look: (item: Item) => FoundDifference | undefined): FoundDifference | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}
