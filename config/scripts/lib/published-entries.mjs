import { readFileSync } from 'node:fs';
import { packages } from '../../build-entries.mjs';
import { at } from './run.mjs';

/** @typedef {{name: string, directory: string, version: string, exports: Record<string, any>}} PublishedPackage */

/** @returns {PublishedPackage[]} the packages that are published, in the order they depend on each other */
export function publishedPackages(root = at('.')) {
  return packages.map((short) => {
    const directory = `${root}/packages/${short}`;
    const { name, version, exports } = JSON.parse(readFileSync(`${directory}/package.json`, 'utf8'));
    return { name, version, directory, exports };
  });
}

/** The import paths of a package that lead to modules, such as `@packline/core/engine`. */
export function modulePaths({ name, exports }) {
  return Object.keys(exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => name + path.slice(1));
}
