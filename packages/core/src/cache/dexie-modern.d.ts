// Dexie publishes types for its bare name only; the file below is the same library as a real ES module.
declare module 'dexie/dist/modern/dexie.mjs' {
  import type { Dexie as DexieConstructor } from 'dexie';
  export const Dexie: typeof DexieConstructor;
}
