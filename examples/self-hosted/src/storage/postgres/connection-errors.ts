import {StorageUnavailableError} from '../storage-unavailable.ts';

/** What the system says when a server cannot be reached, or a connection breaks. */
const NETWORK: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT']);

/**
 * What PostgreSQL says when it cannot serve now: connection trouble (08), shutting or starting up (57P01–57P05), nobody
 * may come in as things stand (28, 3D), no room (53), stopped after a time limit (57014, 55P03, 25P03), only readable
 * because another server has taken over (25006).
 */
const STATES = /^(08...|28...|3D000|53...|57P0\d|57014|55P03|25P03|25006)$/;

/** What `pg` says about a connection without any code. */
const SENTENCES = /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end|Query read timeout)/;

/** True when the database could not be asked, or was gone before it answered. */
export function isUnavailable(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const {code} = error as NodeJS.ErrnoException;
  return (code !== undefined && (NETWORK.has(code) || STATES.test(code))) || SENTENCES.test(error.message);
}

/** The same error, or for a database that is away one that says so. */
export function toStorageError(error: unknown): unknown {
  return isUnavailable(error) ? new StorageUnavailableError(`The database does not answer: ${sayWhy(error)}`, {cause: error}) : error;
}

/** What is wrong with a connection, in words for the person who started the server; the password is never part of it. */
export function explainConnection(error: unknown, url: URL): string {
  const {code, message} = error as NodeJS.ErrnoException;
  const where = `${url.hostname === '' ? 'this machine' : url.host}`;
  const name = decodeURIComponent(url.pathname.slice(1));
  switch (code) {
    case '28P01':
      return `The database at ${where} does not take the password of the user “${decodeURIComponent(url.username)}”. Correct DATABASE_URL.`;
    case '28000':
      return `The database at ${where} does not let the user “${decodeURIComponent(url.username)}” in: ${message}. Correct DATABASE_URL or the server’s pg_hba.conf.`;
    case '3D000':
      return `There is no database “${name}” at ${where}. Make it with createdb, or correct DATABASE_URL.`;
    case '53300':
      return `The database at ${where} has no connection left. Raise its max_connections, or lower DATABASE_POOL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no machine called “${url.hostname}”. Correct DATABASE_URL.`;
    default:
      return `The database at ${where} cannot be reached: ${error instanceof Error ? sayWhy(error) : String(error)}. Start it, or correct DATABASE_URL.`;
  }
}

/** Of several addresses tried, Node says all, each with an error of its own and no message for them together. */
function sayWhy(error: Error): string {
  const said = error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message;
  return said === '' ? String((error as NodeJS.ErrnoException).code) : said;
}
