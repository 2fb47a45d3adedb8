/**
 * `npm run size`: the bytes a page pays, minified, gzip and brotli, against what they may be today and what the design
 * aims at. Fails when a file has grown.
 * With `-- --inside` also what the script-tag files are made of.
 *
 * A script-tag file is counted whole; files it may load later are listed under it. A package is counted as its own code
 * alone, all its modules in one minified file with the dependencies left out: what it adds to a page that has them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { cdnEntries, entries, packages } from '../build-entries.mjs';
import { writeEvidence } from './evidence.mjs';
import { insideBundle } from './lib/inside-bundle.mjs';
import { at } from './lib/run.mjs';

const KIB = 1024;
const cdn = 'packages/elements/dist/cdn';
/** What the design aims at, of each script-tag file everything that is loaded eagerly, which is the file itself. */
const aimsGzipKiB = { elements: 110, 'order-status': 25 };
/**
 * What the files are allowed to be today. An aim that is not reached yet must not hide that a file grows: a change that
 * adds bytes raises its number here, where a review sees it, and one that saves some lowers it.
 */
// 176 → 203: edits, undo, holds and notes as rules and words, bulk jobs, timeline, the whole query language, the outbox
// inspector, healing of damaged devices. They are the engine's own and every engine may need them before it is asked.
const allowedGzipKiB = { elements: 203, 'order-desk': 6, 'order-status': 20 };

const missing = Object.keys(cdnEntries).filter((name) => !existsSync(at(`${cdn}/${name}.min.js`)));
if (missing.length > 0) {
  console.error(`${missing.map((name) => `${cdn}/${name}.min.js`).join(' and ')} cannot be measured: not built. Run npm run build.`);
  process.exit(1);
}

/** @type {{name: string, aimGzipKiB?: number, allowedGzipKiB?: number, min: number, gzip: number, brotli: number}[]} */
const rows = [];
for (const name of Object.keys(cdnEntries)) {
  rows.push({ name: `${name}.min.js`, aimGzipKiB: aimsGzipKiB[name], allowedGzipKiB: allowedGzipKiB[name], ...measure(readFileSync(at(`${cdn}/${name}.min.js`))) });
  const late = readdirSync(at(cdn)).filter((file) => file.startsWith(`${name}.`) && file.endsWith('.js') && file !== `${name}.min.js`);
  for (const file of late) rows.push({ name: `  late: ${file}`, ...measure(readFileSync(at(`${cdn}/${file}`))) });
}
for (const name of packages) rows.push({ name: `@packline/${name}, own code`, ...measure(await ownCode(name)) });

const cell = (value, width) => String(value).padStart(width);
const kib = (bytes) => (bytes / KIB).toFixed(1);
console.log(`${'KiB'.padEnd(44)}${cell('min', 9)}${cell('gzip', 9)}${cell('brotli', 9)}${cell('allowed', 9)}${cell('aim', 9)}`);
for (const { name, min, gzip, brotli, aimGzipKiB, allowedGzipKiB } of rows) {
  const verdict = aimGzipKiB === undefined ? '' : gzip <= aimGzipKiB * KIB ? '  reached' : `  not reached: ${(gzip / KIB / aimGzipKiB).toFixed(2)}×`;
  console.log(name.padEnd(44) + cell(kib(min), 9) + cell(kib(gzip), 9) + cell(kib(brotli), 9) + cell(allowedGzipKiB ?? '', 9) + cell(aimGzipKiB ?? '', 9) + verdict);
}
if (process.argv.includes('--inside')) {
  for (const [name, entry] of Object.entries(cdnEntries)) {
    console.log(`\nInside ${name}.min.js, KiB minified`);
    for (const [group, bytes] of await insideBundle(entry)) console.log(group.padEnd(44) + cell(kib(bytes), 9));
  }
}
writeEvidence('size', { unit: 'bytes', files: rows });
const over = rows.filter(({ gzip, allowedGzipKiB }) => allowedGzipKiB !== undefined && gzip > allowedGzipKiB * KIB);
if (over.length > 0) console.error(`${over.map(({ name }) => name).join(' and ')}: more bytes than it was allowed so far. Save some, or raise the number in config/scripts/size.mjs and say why in the change.`);
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
    charset: 'utf8',
    packages: 'external',
  });
  return Buffer.concat(built.outputFiles.map(({ contents }) => contents));
}
