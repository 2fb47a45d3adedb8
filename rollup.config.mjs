import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { cdnEntries, entries, notYetWritten, packages } from './config/build-entries.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const manifest = (name) => JSON.parse(readFileSync(at(`packages/${name}/package.json`), 'utf8'));
const typescript = (name) => esbuild({ target: 'es2022', tsconfig: at(`packages/${name}/tsconfig.build.json`) });

/** Our own warnings fail the build; a dependency's warnings (zod has harmless ones) do not. */
function failOnWarning(warning) {
  if (/node_modules/.test(warning.id ?? warning.ids?.[0] ?? '')) return;
  if (warning.code === 'EMPTY_BUNDLE') return; // a module of types alone
  throw new Error(`${warning.code}: ${warning.message}`);
}

/** The source files of the given entries; a missing one is left out only while it is listed as not yet written. */
function sources(name, wanted) {
  const source = (entry) => at(`packages/${name}/src/${entry}.ts`);
  return wanted.filter((entry) => existsSync(source(entry)) || !notYetWritten.includes(`${name}/${entry}`)).map(source);
}

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

/** One minified file with everything inside: what a module script tag gets. */
function selfContained([file, entry]) {
  return {
    input: sources('elements', [entry]),
    plugins: [
      nodeResolve({ browser: true, exportConditions: ['production'] }),
      typescript('elements'),
      terser({ module: true, ecma: 2021, format: { comments: /^!/ } }),
    ],
    onwarn: failOnWarning,
    output: {
      file: at(`packages/elements/dist/cdn/${file}.min.js`),
      format: 'es',
      sourcemap: true,
      inlineDynamicImports: true,
    },
  };
}

/** PACKLINE_BUILD: comma-separated package names and `cdn`; everything when unset. */
const wanted = process.env.PACKLINE_BUILD?.split(',') ?? [...packages, 'cdn'];

export default [
  ...packages.filter((name) => wanted.includes(name)).map(modules),
  ...(wanted.includes('cdn') ? Object.entries(cdnEntries).map(selfContained) : []),
].filter(({ input }) => input.length > 0);
