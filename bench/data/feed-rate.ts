/** The feed of the table bench, in changed orders. */
export const CHANGES_PER_SECOND = 1000;
/** They arrive in pages of fifty. */
export const BATCHES_PER_SECOND = 20;
export const FEED_SECONDS = 5;
