/**
 * How processes that share a database tell each other of commits. A hint only ever means "look again": it may come late,
 * twice or never, so whoever waits for one looks by itself now and then.
 */
export interface CommitHints {
  /** Says that the feed of `storeId` reaches to `position` now. Never rejects. */
  tell(storeId: string, position: number): Promise<void>;
  /**
   * Calls back with what the others say (and this process itself). After a while without a connection it calls with
   * Infinity: something may have been missed. The answer stops it.
   */
  listen(storeId: string, onHint: (position: number) => void): () => Promise<void>;
}
