/**
 * Dexie is imported by one module of core, by the path of its real ES module: its bare entry throws when the host page
 * has loaded another Dexie version. Everything else takes what it needs from that module.
 */
import { type Check, importsOf } from './source-file.ts';

export const dexieModule = 'packages/core/src/cache/dexie.ts';

export const oneDexieModule: Check = (file) => {
  if (!/^(packages|examples)\//.test(file.path) || file.path === dexieModule || file.path.endsWith('.d.ts')) return [];
  return importsOf(file)
    .filter(({ specifier }) => specifier === 'dexie' || specifier.startsWith('dexie/'))
    .map(({ line }) => ({ path: file.path, line, message: `Dexie is imported in ${dexieModule} only; import from there.` }));
};
