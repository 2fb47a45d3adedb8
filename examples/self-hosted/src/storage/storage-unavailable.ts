/**
 * The database cannot be asked now: it is away, still starting, or has no connection to spare. What was asked for may be
 * asked again; whether the last transaction was kept is not known.
 */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError';
}
