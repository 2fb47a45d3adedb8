/** What the listeners are asked. */
export type ListenerQuestion = {readonly noteFrom: true} | {readonly until: number};

/** What they took since they were asked to note it. */
export interface ListenerAnswer {
  /** Compressed pages of the feed and events of the streams. */
  readonly bytes: number;
  readonly pages: number;
  /** Which listener had read up to which position of the feed, and when, in milliseconds since 1970. */
  readonly seen: readonly (readonly [number, number, number])[];
}
