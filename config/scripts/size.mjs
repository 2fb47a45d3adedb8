/**
 * `npm run size`: the bytes a page pays, minified, gzip and brotli, against the limits the project holds itself to.
 *
 * The script-tag files are counted whole. A package is counted as its own code alone, all its modules in one minified
 * file with the dependencies left out: what it adds to a page that has them already.
 */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { entries, packages } from '../build-entries.mjs';
import { writeEvidence } from './evidence.mjs';
import { at } from './lib/run.mjs';

const KIB = 1024;
const scriptTagFiles = [
  { name: 'elements.min.js (everything eager)', path: 'packages/elements/dist/cdn/elements.min.js', limitGzipKiB: 110 },
  { name: 'order-status.min.js', path: 'packages/elements/dist/cdn/order-status.min.js', limitGzipKiB: 25 },
];

/** @type {{name: string, limitGzipKiB?: number, min: number, gzip: number, brotli: number}[]} */
const rows = [];
for (const { name, path, limitGzipKiB } of scriptTagFiles) rows.push({ name, limitGzipKiB, ...measure(readFileSync(at(path))) });
for (const name of packages) rows.push({ name: `@packline/${name}, own code`, ...measure(await ownCode(name)) });

const cell = (value, width) => String(value).padStart(width);
const kib = (bytes) => (bytes / KIB).toFixed(1);
console.log(`${'KiB'.padEnd(36)}${cell('min', 9)}${cell('gzip', 9)}${cell('brotli', 9)}${cell('limit', 9)}`);
for (const { name, min, gzip, brotli, limitGzipKiB } of rows) {
  const verdict = limitGzipKiB === undefined ? '' : gzip <= limitGzipKiB * KIB ? '  ✓' : '  ✗ over the limit';
  console.log(name.padEnd(36) + cell(kib(min), 9) + cell(kib(gzip), 9) + cell(kib(brotli), 9) + cell(limitGzipKiB ?? '', 9) + verdict);
}
writeEvidence('size', { unit: 'bytes', files: rows });
const over = rows.filter(({ gzip, limitGzipKiB }) => limitGzipKiB !== undefined && gzip > limitGzipKiB * KIB);
if (over.length > 0) console.error(`${over.map(({ name }) => name).join(' and ')}: more bytes than the design allows.`);
process.exit(over.length > 0 ? 1 : 0);

function measure(buffer) {
  return { min: buffer.length, gzip: gzipSync(buffer, { level: 9 }).length, brotli: brotliCompressSync(buffer).length };
}

/** All modules of a package in one minified text, dependencies left as imports. */
async function ownCode(name) {
  const built = await build({
    stdin: { contents: entries[name].map((entry) => `export * as _${entry.replaceAll(/\W/g, '_')} from './dist/${entry}.js';`).join('\n'), resolveDir: at(`packages/${name}`) },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    packages: 'external',
  });
  return Buffer.concat(built.outputFiles.map(({ contents }) => contents));
}
