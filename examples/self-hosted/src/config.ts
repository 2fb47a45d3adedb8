import {fileURLToPath} from 'node:url';
import type {Retention} from '@packline/core';
import {LOG_LEVELS, type LogLevel} from './log-level.ts';

/** What the operator decided, read once from the environment. */
export interface ServerConfig {
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** Origin that links in mails carry; undefined = the address the server listens on. */
  readonly publicUrl: string | undefined;
  /** Folder of `packline.db`; not used with a `databaseUrl`. */
  readonly dataDirectory: string;
  /** A PostgreSQL database that several processes may share; undefined = one SQLite file for one process. */
  readonly databaseUrl: string | undefined;
  /** Connections to it that this process holds at most, apart from one that listens. */
  readonly databasePool: number;
  /** Fill an empty shop with the demo orders. */
  readonly demo: boolean;
  /** The first owner's API token. */
  readonly ownerToken: string | undefined;
  /** Overrides `settings.undoSeconds`. */
  readonly undoSeconds: number | undefined;
  /** Overrides parts of `settings.retention`, in months; 0 = kept for ever. */
  readonly retention?: Partial<Retention> | undefined;
  /** Outgoing webhooks may reach this machine and its own network. */
  readonly webhooksToPrivate: boolean;
  /** Requests one token or link may make in a minute; 0 = as many as it likes, undefined = a generous number. */
  readonly requestsPerMinute?: number | undefined;
  /** Streams this process keeps open at most, a fifth of them for one token; undefined = a generous number. */
  readonly openStreams?: number | undefined;
  /** Seconds a request may take to arrive; undefined = five minutes. */
  readonly requestSeconds?: number | undefined;
  /** Tries before an effect is a dead letter; undefined = twelve, about two days of them. */
  readonly effectTries?: number | undefined;
  /** Opens `/metrics` to whoever holds it; undefined = to nobody. */
  readonly metricsToken?: string | undefined;
  /** A port of this machine's own address for `/metrics`, which asks for no token; undefined = none. */
  readonly metricsPort?: number | undefined;
  /** What is written to the log; undefined = `info`, and at a terminal `warn`. */
  readonly logLevel?: LogLevel | undefined;
  /** Seconds between "nobody new should be sent here" and the end of accepting; undefined = none. */
  readonly leavingSeconds?: number | undefined;
  /** Seconds that requests and effects in hand have to end; undefined = ten. */
  readonly graceSeconds?: number | undefined;
}

/** A setting cannot be used; the message is one clear sentence for the person who started the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Several processes have room under PostgreSQL's own limit of 100. */
const DEFAULT_DATABASE_POOL = 10;
const DEFAULT_DATA_DIRECTORY = fileURLToPath(new URL('../.data', import.meta.url));

/**
 * Reads and checks the settings. An empty variable counts as not set.
 * @throws ConfigError naming the variable, what it holds and what it may hold.
 * @example
 * readConfig({PORT: '8080', DEMO: 'off'}).port //=> 8080
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const text = (name: string): string | undefined => (env[name] === undefined || env[name] === '' ? undefined : env[name]);
  return {
    host: readHost(text('HOST')),
    port: readWhole('PORT', text('PORT'), 0, 65_535) ?? 4100,
    publicUrl: readPublicUrl(text('PUBLIC_URL')),
    dataDirectory: text('DATA_DIR') ?? DEFAULT_DATA_DIRECTORY,
    databaseUrl: readDatabaseUrl(text('DATABASE_URL')),
    databasePool: readWhole('DATABASE_POOL', text('DATABASE_POOL'), 2, 500) ?? DEFAULT_DATABASE_POOL,
    demo: readSwitch('DEMO', text('DEMO')) ?? true,
    ownerToken: readToken('OWNER_TOKEN', text('OWNER_TOKEN')),
    undoSeconds: readWhole('UNDO_SECONDS', text('UNDO_SECONDS'), 0, 3600),
    retention: readRetention(text),
    webhooksToPrivate: readSwitch('WEBHOOKS_TO_PRIVATE', text('WEBHOOKS_TO_PRIVATE')) ?? false,
    requestsPerMinute: readWhole('REQUESTS_PER_MINUTE', text('REQUESTS_PER_MINUTE'), 0, 1_000_000),
    openStreams: readWhole('OPEN_STREAMS', text('OPEN_STREAMS'), 1, 100_000),
    requestSeconds: readWhole('REQUEST_SECONDS', text('REQUEST_SECONDS'), 1, 3600),
    effectTries: readWhole('EFFECT_TRIES', text('EFFECT_TRIES'), 1, 100),
    metricsToken: readToken('METRICS_TOKEN', text('METRICS_TOKEN')),
    metricsPort: readWhole('METRICS_PORT', text('METRICS_PORT'), 1, 65_535),
    logLevel: readLogLevel(text('LOG_LEVEL')),
    leavingSeconds: readWhole('SHUTDOWN_DELAY_SECONDS', text('SHUTDOWN_DELAY_SECONDS'), 0, 600),
    graceSeconds: readWhole('SHUTDOWN_GRACE_SECONDS', text('SHUTDOWN_GRACE_SECONDS'), 0, 600),
  };
}

function readHost(value: string | undefined): string {
  if (value === undefined) return '127.0.0.1';
  if (/[\s/]/.test(value)) throw new ConfigError(`HOST is “${value}”, but it has to be a host name or an address, for example 127.0.0.1 or 0.0.0.0.`);
  return value;
}

function readWhole(name: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) throw new ConfigError(`${name} is “${value}”, but it has to be a whole number from ${least} to ${most}.`);
  return number;
}

function readSwitch(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(on|true|1|yes)$/i.test(value)) return true;
  if (/^(off|false|0|no)$/i.test(value)) return false;
  throw new ConfigError(`${name} is “${value}”, but it has to be on or off.`);
}

function readPublicUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) throw new ConfigError(`PUBLIC_URL is “${value}”, but it has to be a web address, for example https://orders.example.com.`);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw new ConfigError(`PUBLIC_URL is “${value}”, but the shop answers at the top of its address: leave out “${url.pathname}${url.search}${url.hash}”.`);
  return url.origin;
}

/** Months of a human life, so that nobody means days. */
const MOST_MONTHS = 1200;

function readRetention(text: (name: string) => string | undefined): Partial<Retention> | undefined {
  const months = (name: string): number | undefined => readWhole(name, text(name), 0, MOST_MONTHS);
  const [personalMonths, pictureMonths, mailMonths] = [months('RETAIN_PERSONAL_MONTHS'), months('RETAIN_PICTURE_MONTHS'), months('RETAIN_MAIL_MONTHS')];
  const said = {...(personalMonths === undefined ? {} : {personalMonths}), ...(pictureMonths === undefined ? {} : {pictureMonths}), ...(mailMonths === undefined ? {} : {mailMonths})};
  return Object.keys(said).length === 0 ? undefined : said;
}

function readDatabaseUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const example = 'for example postgres://packline:password@db.example.com:5432/packline';
  const url = URL.parse(value);
  // The address is never repeated: there is a password in it.
  if (!url) throw new ConfigError(`DATABASE_URL has to be the address of a PostgreSQL database, ${example}. Signs such as @, / and # in a password are written as %40, %2F and %23.`);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new ConfigError(`DATABASE_URL begins with “${url.protocol}//”, but it has to name a PostgreSQL database, ${example}.`);
  if (url.pathname === '' || url.pathname === '/') throw new ConfigError(`DATABASE_URL names no database behind “${url.host}”, ${example}.`);
  return value;
}

function readLogLevel(value: string | undefined): LogLevel | undefined {
  if (value === undefined) return undefined;
  const level = LOG_LEVELS.find((known) => known === value.toLowerCase());
  if (level === undefined) throw new ConfigError(`LOG_LEVEL is “${value}”, but it has to be one of ${LOG_LEVELS.join(', ')}.`);
  return level;
}

function readToken(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  // The token itself is never printed: terminals and logs outlive it.
  if (!/^[\x21-\x7e]+$/.test(value)) throw new ConfigError(`${name} may only hold printable ASCII characters without spaces: letters, digits and signs.`);
  if (value.length < 8) throw new ConfigError(`${name} has ${value.length} characters, but it has to have 8 or more.`);
  return value;
}
