import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { trimTemplates } from './config/rollup/trim-templates.mjs';
import { cdnEntries, cdnGroups, entries, packages } from './config/build-entries.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const manifest = (name) => JSON.parse(readFileSync(at(`packages/${name}/package.json`), 'utf8'));
const typescript = (name) => esbuild({ target: 'es2022', charset: 'utf8', tsconfig: at(`packages/${name}/tsconfig.build.json`) });

/** Our own warnings fail the build; a dependency's warnings (zod has harmless ones) do not. */
function failOnWarning(warning) {
  if (/node_modules/.test(warning.id ?? warning.ids?.[0] ?? '')) return;
  if (warning.code === 'EMPTY_BUNDLE') return; // a module of types alone
  throw new Error(`${warning.code}: ${warning.message}`);
}

/** The source files of the given entries; rollup fails on a missing one. */
const sources = (name, wanted) => wanted.map((entry) => at(`packages/${name}/src/${entry}.ts`));

/** One module out for each module in, dependencies left as imports: what bundlers and Node get. */
function modules(name) {
  return {
    input: sources(name, entries[name]),
    plugins: [typescript(name)],
    onwarn: failOnWarning,
    external: Object.keys(manifest(name).dependencies ?? {}).map((dependency) => new RegExp(`^${dependency}($|/)`)),
    output: {
      dir: at(`packages/${name}/dist`),
      format: 'es',
      sourcemap: true,
      preserveModules: true,
      preserveModulesRoot: at(`packages/${name}/src`),
    },
  };
}

/**
 * What a module script tag gets: one minified file with everything a page needs at once. What a page may never need (the
 * words of another language) is imported later, from a file beside it that is found by the script's own address.
 */
function scriptTag(group) {
  const [file] = group;
  return {
    input: Object.fromEntries(group.map((name) => [name, at(`packages/elements/src/${cdnEntries[name]}.ts`)])),
    preserveEntrySignatures: 'allow-extension', // what the late files share with the early one stays in the early one
    plugins: [
      trimTemplates(),
      nodeResolve({ browser: true, exportConditions: ['production'] }),
      typescript('elements'),
      terser({ module: true, ecma: 2021, compress: { passes: 2 }, format: { comments: /^!/ } }),
      oneEagerFile(file),
    ],
    onwarn: failOnWarning,
    output: {
      dir: at('packages/elements/dist/cdn'),
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name].min.js',
      chunkFileNames: `${file}.[name].min.js`,
    },
  };
}

/** Fails when a page would have to fetch a file besides the group's first one before its own can run. */
const oneEagerFile = (first) => ({
  name: 'one-eager-file',
  generateBundle(_options, bundle) {
    for (const { fileName, isEntry, imports = [] } of Object.values(bundle)) {
      const others = imports.filter((name) => name !== `${first}.min.js`);
      if (isEntry && others.length > 0) this.error(`${fileName} cannot run without ${others.join(' and ')}.`);
    }
  },
});

/** PACKLINE_BUILD: comma-separated package names and `cdn`; everything when unset. */
const wanted = process.env.PACKLINE_BUILD?.split(',') ?? [...packages, 'cdn'];

export default [
  ...packages.filter((name) => wanted.includes(name)).map(modules),
  ...(wanted.includes('cdn') ? cdnGroups.map(scriptTag) : []),
];
