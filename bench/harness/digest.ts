/** A number that changes with anything in a JSON value, whatever the order of its fields. */
export function digestOf(value: unknown): number {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1))) : part,
  );
  return fnv1a(text.length, (index) => text.charCodeAt(index));
}

/** A number that changes with the places and with their order. */
export function digestOfPlaces(places: Uint32Array): number {
  return fnv1a(places.length, (index) => places[index] ?? 0);
}

function fnv1a(length: number, at: (index: number) => number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < length; index += 1) hash = Math.imul(hash ^ at(index), 0x01000193) >>> 0;
  return hash;
}
