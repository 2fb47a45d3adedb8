/** Milliseconds of a day: the narrowest stretch of time that has a gram of its own. */
const DAY_MS = 86_400_000;
/** Days that one window covers, narrowest first. Each is a multiple of the one before. */
const WINDOW_DAYS = [1, 16, 256] as const;
/** A stretch of time that needs more windows than this is looked for without them. */
const MOST_WINDOWS = 200;
/** Digits in a row that make one gram: three of them are in every twentieth order, five in one of thousands. */
const DIGIT_RUN = 5;
/** Grams of one needle that are looked for: a few rare ones narrow as well as all of them. */
const MOST_GRAMS = 4;

/**
 * Numbers for what is in a text: its characters, its pairs, its threes, its runs of five digits. A text that contains
 * another has all of its grams; two grams may share a number, so whoever finds one looks at the text as well.
 *
 * Numbers are 32 bits with a sign. They differ from store to store, so that stores can share an index.
 */
export interface Grams {
  /** Everything that a text can be found by. */
  ofTexts(texts: Iterable<string>): Set<number>;
  /** What has to be in a text that contains the needle; the fewest that say enough. Never empty for a needle that is not. */
  ofNeedle(needle: string): readonly number[];
  /** The windows of time a moment lies in. Milliseconds since 1970, UTC. */
  ofMoment(ms: number): readonly number[];
  /** Windows that cover a stretch of time, both ends included; undefined: it is too long for that. */
  ofStretch(fromMs: number, toMs: number): readonly number[] | undefined;
}

export function gramsOfStore(storeId: string): Grams {
  let salt = 0x811c9dc5;
  for (let index = 0; index < storeId.length; index += 1) salt = mix(salt, storeId.charCodeAt(index));

  const single = (unit: number): number => finish(mix(mix(salt, 1), unit));
  const pair = (left: number, right: number): number => finish(mix(mix(mix(salt, 2), left), right));
  const three = (left: number, middle: number, right: number): number => finish(mix(mix(mix(mix(salt, 3), left), middle), right));
  const run = (text: string, start: number): number => {
    let hash = mix(salt, DIGIT_RUN);
    for (let index = start; index < start + DIGIT_RUN; index += 1) hash = mix(hash, text.charCodeAt(index));
    return finish(hash);
  };
  const window = (days: number, place: number): number => finish(mix(mix(mix(salt, 0x10000 + days), place & 0xffff), place >> 16));

  function threesOf(text: string): number[] {
    const found: number[] = [];
    let digits = 0;
    for (let index = 0; index < text.length; index += 1) {
      digits = isDigit(text.charCodeAt(index)) ? digits + 1 : 0;
      if (digits >= DIGIT_RUN) found.push(run(text, index - DIGIT_RUN + 1));
      // Inside a run the longer grams say it all.
      else if (index >= 2 && !isInRun(text, index - 2)) found.push(three(text.charCodeAt(index - 2), text.charCodeAt(index - 1), text.charCodeAt(index)));
    }
    return found;
  }

  return {
    ofTexts(texts) {
      const grams = new Set<number>();
      for (const text of texts) {
        let [before, last, digits] = [-1, -1, 0];
        for (let index = 0; index < text.length; index += 1) {
          const unit = text.charCodeAt(index);
          grams.add(single(unit));
          if (last >= 0) grams.add(pair(last, unit));
          if (before >= 0) grams.add(three(before, last, unit));
          digits = isDigit(unit) ? digits + 1 : 0;
          if (digits >= DIGIT_RUN) grams.add(run(text, index - DIGIT_RUN + 1));
          [before, last] = [last, unit];
        }
      }
      return grams;
    },
    ofNeedle(needle) {
      if (needle.length === 1) return [single(needle.charCodeAt(0))];
      if (needle.length === 2) return [pair(needle.charCodeAt(0), needle.charCodeAt(1))];
      const all = [...new Set(threesOf(needle))];
      const every = Math.max(1, all.length / MOST_GRAMS);
      return all.filter((_, index) => Math.floor(index / every) !== Math.floor((index - 1) / every));
    },
    ofMoment: (ms) => WINDOW_DAYS.map((days) => window(days, Math.floor(ms / DAY_MS / days))),
    ofStretch(fromMs, toMs) {
      const windows: number[] = [];
      const last = Math.floor(toMs / DAY_MS);
      for (let day = Math.floor(fromMs / DAY_MS); day <= last; ) {
        const days = WINDOW_DAYS.findLast((size) => day % size === 0 && day + size - 1 <= last) ?? 1;
        windows.push(window(days, Math.floor(day / days)));
        if (windows.length > MOST_WINDOWS) return undefined;
        day += days;
      }
      return windows;
    },
  };
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** Whether a run of digits that is long enough for a gram of its own stands around three characters from `start` on. */
function isInRun(text: string, start: number): boolean {
  let [from, to] = [start, start];
  while (to < start + 3) {
    if (!isDigit(text.charCodeAt(to))) return false;
    to += 1;
  }
  while (isDigit(text.charCodeAt(from - 1))) from -= 1;
  while (isDigit(text.charCodeAt(to))) to += 1;
  return to - from >= DIGIT_RUN;
}

function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 15);
}

function finish(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b);
  return (twice ^ (twice >>> 16)) | 0;
}
