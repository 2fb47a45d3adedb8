import Database from 'better-sqlite3';

/** The database file belongs to another process. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError';
}

/**
 * Takes the file for this process alone until the answer is called, or the process ends in whatever way.
 *
 * The lock is an open transaction on an empty database beside the file: the system drops it with the process, so a
 * `kill -9` leaves nothing to clean up, and other programs can still read the shop's own file.
 * @throws DatabaseInUseError when another process (or this one) has it.
 */
export function lockDatabase(file: string): () => void {
  const lock = new Database(`${file}.lock`, {timeout: 0});
  try {
    lock.pragma('journal_mode = memory');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseInUseError(`Another Packline server is already running on ${file}. Stop it, or give this one a folder of its own with DATA_DIR.`);
    }
    throw error;
  }
  return () => {
    if (lock.open) lock.close();
  };
}
