/** Most commands one `POST /v1/commands` may carry. */
export const COMMANDS_PER_BATCH = 500;

/** Most bytes of a `POST /v1/commands` body this client sends at once: 4 MiB. */
export const COMMANDS_BODY_BYTES = 4 * 1024 * 1024;

/** Seconds between two heartbeats of a stream; a reader that hears nothing for {@link STREAM_SILENCE_MS} gives it up. */
export const STREAM_HEARTBEAT_SECONDS = 15;

/** Milliseconds without a single byte after which a stream counts as dead: two heartbeats lost and some slack. */
export const STREAM_SILENCE_MS = 40_000;
