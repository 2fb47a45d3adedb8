/**
 * Packages point one way: `elements → core ← client`. Only the modules that join a page to a backend may know both the
 * elements and the client. The published packages never reach into examples, bench or config.
 */
import { posix } from 'node:path';
import { type Check, importsOf } from './source-file.ts';

/** What each package may import from the others. */
const allowed: Record<string, readonly string[]> = { core: [], client: ['core'], elements: ['core'] };

/** The modules of elements that make an engine from an address, and so may import the client. */
const joinsClient = /^packages\/elements\/src\/(connect|cdn)(\.ts$|\/)/;

export const importDirection: Check = (file) => {
  const own = /^packages\/([^/]+)\/src\//.exec(file.path)?.[1];
  if (own === undefined || file.path.endsWith('.test.ts')) return [];
  return importsOf(file).flatMap(({ specifier, line }) => {
    const target = packageOf(file.path, specifier);
    if (target === undefined || target === own || allowed[own]?.includes(target)) return [];
    if (target === 'client' && joinsClient.test(file.path)) return [];
    const message = `${own} must not import ${specifier}: packages point one way, elements → core ← client.`;
    return [{ path: file.path, line, message }];
  });
};

/** A package by its directory name, `outside` for a relative path that leaves the packages, undefined for a dependency. */
function packageOf(importer: string, specifier: string): string | undefined {
  const scoped = /^@packline\/([^/]+)/.exec(specifier);
  if (scoped) return scoped[1];
  if (!specifier.startsWith('.')) return undefined;
  const resolved = posix.normalize(posix.join(posix.dirname(importer), specifier));
  return /^packages\/([^/]+)\//.exec(resolved)?.[1] ?? 'outside';
}
