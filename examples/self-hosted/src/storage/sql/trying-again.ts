/** Attempts in all; every one that failed means that another transaction got through. */
const MOST_ATTEMPTS = 8;
/** Milliseconds of the first pause; each one may be twice as long as the one before. */
const FIRST_PAUSE_MS = 5;

let retried = 0;

/** How many transactions this process ran again, since it began. */
export function transactionsRetried(): number {
  return retried;
}

/** What a decision rested on has changed since it was read: it has to be made again. */
export class DecideAgainError extends Error {
  override readonly name = 'DecideAgainError';
}

/**
 * Runs a transaction again when it only failed because another one came first. Those that met each other wait for
 * different times, so that they do not meet again.
 * @throws whatever the last attempt threw.
 */
export async function tryingAgain<Result>(attempt: () => Promise<Result>, isContention: (error: unknown) => boolean): Promise<Result> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts >= MOST_ATTEMPTS || !(error instanceof DecideAgainError || isContention(error))) throw error;
      retried += 1;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * FIRST_PAUSE_MS * 2 ** attempts));
    }
  }
}
