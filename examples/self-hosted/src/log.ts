import type {Logger} from '@packline/core';
import pino from 'pino';
import {coverFacts} from './observability/cover-facts.ts';
import type {LogLevel} from './log-level.ts';
import {STORE_ID} from './store-id.ts';

/** What lines are written to. */
export interface LogDestination {
  write(line: string): void;
}

/** Bytes of lines that wait for a slow reader; what comes after that is let go rather than kept in memory. */
const MOST_WAITING = 8 * 1024 * 1024;

export interface LogOptions {
  /** Default: `info`, and at a terminal `warn`, where every request would only push away what was asked for. */
  readonly level?: LogLevel | undefined;
  /** Default: stderr, so that stdout holds only what a person or a script waits for. */
  readonly to?: LogDestination;
  /** One readable line each instead of JSON. Default: when stderr is a terminal. */
  readonly readable?: boolean;
}

/** The server's log: one JSON object a line, or at a terminal a line to read. Personal data is covered on the way out. */
export function createLog({level, to, readable = to === undefined && process.stderr.isTTY === true}: LogOptions = {}): Logger {
  const destination = to ?? openStderr();
  const log = pino(
    {
      base: {store: STORE_ID},
      level: level ?? (readable ? 'warn' : 'info'),
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {level: (label) => ({level: label})},
    },
    readable ? {write: (line: string) => destination.write(toReadable(line))} : destination,
  );
  return {
    info: (message, facts = {}) => log.info(coverFacts(facts), message),
    warn: (message, facts = {}) => log.warn(coverFacts(facts), message),
    error: (message, facts = {}) => log.error(coverFacts(facts), message),
  };
}

/** Written beside the work, so that whoever reads slowly holds up no request; the rest goes out when the process ends. */
function openStderr(): LogDestination {
  const stderr = pino.destination({dest: 2, sync: false, maxLength: MOST_WAITING});
  process.on('exit', () => {
    try {
      stderr.flushSync();
    } catch {
      // Whoever read it is gone.
    }
  });
  stderr.on('error', () => {});
  return stderr;
}

function toReadable(line: string): string {
  const {time, level, message, store: _store, ...facts} = JSON.parse(line) as Record<string, unknown>;
  return `${String(time)} ${String(level)} ${String(message)}${Object.keys(facts).length === 0 ? '' : ` ${JSON.stringify(facts)}`}\n`;
}
