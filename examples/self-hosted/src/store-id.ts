/** One store a server for now; every key names it already. */
export const STORE_ID = 'main';
