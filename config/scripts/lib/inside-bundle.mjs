import { build } from 'esbuild';
import { at } from './run.mjs';

/**
 * What is inside a script-tag file, by dependency and by folder of ours: minified bytes, most first.
 * @param {string} entry source in the elements package, without `.ts`
 * @returns {Promise<[string, number][]>}
 */
export async function insideBundle(entry) {
  const { metafile } = await build({
    entryPoints: [at(`packages/elements/src/${entry}.ts`)],
    absWorkingDir: at('.'),
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    conditions: ['production'],
    tsconfig: at('packages/elements/tsconfig.build.json'),
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  /** @type {Map<string, number>} */
  const bytes = new Map();
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      bytes.set(groupOf(path), (bytes.get(groupOf(path)) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes].filter(([, size]) => size > 0).sort((a, b) => b[1] - a[1]);
}

/** `node_modules/@a/b/c.js` is `@a/b`; `packages/core/dist/rules/c.js` is `core/rules`. */
function groupOf(path) {
  const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path);
  if (dependency?.[1]) return dependency[1];
  return path.replace(/^packages\/([^/]+)\/(?:dist|src)\//, '$1/').replace(/^([^/]+\/[^/]+)\/.*$/, '$1');
}
