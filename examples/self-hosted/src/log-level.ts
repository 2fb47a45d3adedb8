/** How much is written to the log: every request and notice, only what went wrong, only what somebody has to see to, nothing. */
export const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];
