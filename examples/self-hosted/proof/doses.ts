/** How much is tried. */
export interface Dose {
  readonly name: 'smoke' | 'full';
  /** Milliseconds for which writers write in the feed race. */
  readonly raceMs: number;
  /** Milliseconds of one race with the planted sequence, and how many are run at most until one loses an order. */
  readonly sequenceMs: number;
  readonly sequenceRaces: number;
  /** Times a server process is killed, on each database. */
  readonly serverKills: number;
  /** Times PostgreSQL is killed: its postmaster, and separately one of its backends. */
  readonly postmasterKills: number;
  readonly backendKills: number;
  /** Last units that two devices want, each in both ways. */
  readonly lastUnits: number;
}

/** Some seconds, for `npm test`. */
export const SMOKE: Dose = {name: 'smoke', raceMs: 2000, sequenceMs: 2500, sequenceRaces: 4, serverKills: 3, postmasterKills: 1, backendKills: 1, lastUnits: 8};

/** For `npm run verify`. */
export const FULL: Dose = {name: 'full', raceMs: 60_000, sequenceMs: 20_000, sequenceRaces: 6, serverKills: 100, postmasterKills: 10, backendKills: 10, lastUnits: 200};

/** Of the server kills at least this part has to come down on an open transaction, or the proof has proven little. */
export const LEAST_OPEN = 0.3;
