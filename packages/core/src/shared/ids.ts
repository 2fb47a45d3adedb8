/**
 * An id that follows from others, so that a crash, a retry or a second tab makes the same one: `base-suffix`.
 * Ids are opaque text of letters, digits, `.`, `_`, `~` and `-`; nothing may read meaning out of them.
 *
 * @example
 * derivedId('0198f1c2-…', 'p1') //=> '0198f1c2-…-p1'
 */
export function derivedId(base: string, suffix: string): string {
  return `${base}-${suffix}`;
}

/** The id of the one parcel a new order starts with (the guide: an order is preset to be shipped in one package). */
export function firstParcelId(orderId: string): string {
  return derivedId(orderId, 'p1');
}

const SHORT_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Four characters that a person can read aloud and that slips carry, made from the whole id (FNV-1a). Two parcels of
 * one order may share it by chance (1 in 810,000), so it is printed beside the number and never used as a key.
 */
export function shortId(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  let text = '';
  for (let place = 0; place < 4; place += 1) {
    text += SHORT_ALPHABET[hash % SHORT_ALPHABET.length];
    hash = Math.floor(hash / SHORT_ALPHABET.length);
  }
  return text;
}
