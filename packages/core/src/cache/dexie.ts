/**
 * The only place that imports Dexie's code.
 *
 * The bare `dexie` entry wraps a UMD file and throws when the page has loaded another Dexie version, so the real
 * ES module is taken by path. Its type is written down here, so that the published declarations name `dexie` only.
 */
import type { Dexie as DexieClass } from 'dexie';
import { Dexie as ModernDexie } from 'dexie/dist/modern/dexie.mjs';

export type { DBCore, EntityTable, Middleware, Table, Transaction } from 'dexie';

export const Dexie: typeof DexieClass = ModernDexie;
export type Dexie = DexieClass;
