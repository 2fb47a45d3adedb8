import type {Logger} from '@packline/core';
import {describeError} from './observability/describe-error.ts';

/** Milliseconds in which a second signal is the echo of the first: Ctrl-C comes from the terminal and from whoever started this process. */
const ECHO_MS = 1000;

interface Stopping {
  stop(): Promise<void>;
  readonly log: Logger;
  /** Milliseconds after which a stop that hangs is given up. */
  readonly deadlineMs: number;
}

/** Stops when asked to, and ends the process; asked once more, it ends at once. */
export function stopOnSignal({stop, log, deadlineMs}: Stopping): void {
  let asked: number | undefined;
  const onSignal = (): void => {
    if (asked !== undefined) {
      if (performance.now() - asked > ECHO_MS) process.exit(1);
      return;
    }
    asked = performance.now();
    setTimeout(() => {
      log.error('The server did not stop in time; what was in hand is broken off.', {});
      process.exit(1);
    }, deadlineMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('The server did not stop cleanly.', {error: describeError(error)});
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
