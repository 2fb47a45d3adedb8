import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modulePaths } from './published-entries.mjs';
import { run } from './run.mjs';

/**
 * A throw-away project that depends on packed tarballs, as a stranger's would.
 * @param {string} folder where to make it
 * @param {import('./published-entries.mjs').PublishedPackage[]} published
 * @param {string[]} tarballs one for each package
 * @returns {Promise<[string, boolean][]>} what was tried and whether it went well
 */
export async function checkAsConsumer(folder, published, tarballs) {
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(join(folder, name), text);
  const dependencies = Object.fromEntries(published.map(({ name }, index) => [name, `file:${tarballs[index]}`]));
  write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }));
  const paths = published.flatMap(modulePaths);
  write('index.ts', typeProbe(paths));
  write('import-all.mjs', importAll(paths));
  for (const [name, module, moduleResolution] of [
    ['nodenext', 'NodeNext', 'NodeNext'],
    ['bundler', 'ESNext', 'Bundler'],
  ]) {
    const compilerOptions = { target: 'ES2022', lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'], strict: true, noEmit: true, types: [], module, moduleResolution };
    write(`tsconfig.${name}.json`, JSON.stringify({ files: ['index.ts'], compilerOptions }));
  }

  const succeeded = async (command, args) => (await run(command, args, { cwd: folder })) === 0;
  const installed = await succeeded('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!installed) return [['npm install of the tarballs', false]];
  return [
    ['npm install of the tarballs', true],
    ['types compile with NodeNext', await succeeded('tsc', ['-p', 'tsconfig.nodenext.json'])],
    ['types compile with a bundler', await succeeded('tsc', ['-p', 'tsconfig.bundler.json'])],
    ['every entry is imported in Node without a window', await succeeded('node', ['import-all.mjs'])],
    ['a bundle for browsers', await succeeded('esbuild', ['import-all.mjs', '--bundle', '--format=esm', '--log-level=warning', '--outfile=bundle.js'])],
  ];
}

/** Imports every path and proves that its types are real: a module without types would be `any`. */
function typeProbe(paths) {
  const lines = paths.map(
    (path, index) => `import * as m${index} from '${path}';\nexport const real${index}: 0 extends 1 & typeof m${index} ? 'any' : 'typed' = 'typed';`,
  );
  return `${lines.join('\n')}\n`;
}

function importAll(paths) {
  const imports = paths.map((path) => `await import('${path}');`).join('\n');
  return `if (typeof process !== 'undefined' && typeof window !== 'undefined') throw new Error('there is a window');\n${imports}\nconsole.log('${paths.length} entries imported.');\n`;
}
