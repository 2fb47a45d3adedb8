import type {Logger} from '@packline/core';

/** One line per notice on stderr, so that stdout holds only what a person or a script waits for. */
export function createConsoleLogger(): Logger {
  const line = (level: string, message: string, facts?: Readonly<Record<string, unknown>>): void => {
    console.error(`${new Date().toISOString()} ${level} ${message}${facts === undefined ? '' : ` ${JSON.stringify(facts)}`}`);
  };
  return {
    info: (message, facts) => line('info', message, facts),
    warn: (message, facts) => line('warn', message, facts),
    error: (message, facts) => line('error', message, facts),
  };
}
