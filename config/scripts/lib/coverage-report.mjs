import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/**
 * @typedef {object} FileCoverage
 * @property {string} path from the top level
 * @property {number} branches blocks of code that V8 counts: functions, arms of conditions, what follows an early return
 * @property {number} coveredBranches
 * @property {number} lines
 * @property {number} coveredLines
 * @property {number[]} uncovered lines on which an uncovered branch begins
 */

/** Reads what `node --test --test-reporter=lcov` wrote; paths as they stand in it. @returns {FileCoverage[]} */
export function readLcov(text) {
  return text.split('end_of_record').flatMap((record) => {
    const path = /^SF:(.*)$/m.exec(record)?.[1];
    if (path === undefined) return [];
    const branches = [...record.matchAll(/^BRDA:(\d+),\d+,\d+,(\d+|-)$/gm)].map(([, line, hits]) => ({ line: Number(line), isCovered: Number(hits) > 0 }));
    const lines = [...record.matchAll(/^DA:\d+,(\d+)$/gm)].map(([, hits]) => Number(hits) > 0);
    return [
      {
        path: path.replaceAll('\\', '/'),
        branches: branches.length,
        coveredBranches: branches.filter(({ isCovered }) => isCovered).length,
        lines: lines.length,
        coveredLines: lines.filter(Boolean).length,
        uncovered: [...new Set(branches.filter(({ isCovered }) => !isCovered).map(({ line }) => line))].sort((a, b) => a - b),
      },
    ];
  });
}

/** Without types, comments and imports nothing is left of it, so that there is nothing to run. */
export function isTypeOnly(source) {
  const code = stripTypeScriptTypes(source)
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/\bimport\s*(?:\{\s*\}\s*from\s*)?(['"]).*?\1;?|\bexport\s*\{\s*\}(?:\s*from\s*(['"]).*?\2)?;?/g, '');
  return /^[\s;]*$/.test(code);
}

/** What a file counts that no test has loaded: each function, condition and case in its text, and the file itself. */
export function neverLoaded(path, source) {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const branches = 1 + [...code.matchAll(/=>|\bfunction\b|\bcase\b|\bif\b|&&|\|\||\?\?|\s\?\s/g)].length;
  return { path, branches, coveredBranches: 0, lines: source.split('\n').length, coveredLines: 0, uncovered: [1] };
}

/** Comments that hide code from V8's or anybody's count of branches. */
export function ignoreCommentsIn(source) {
  return [...source.matchAll(/\b(?:node:coverage|c8|v8|istanbul)\s+(?:ignore|disable|enable)\b/g)].map(([found]) => found);
}

/**
 * The table in docs/coverage.md: what stays uncovered, and why. A row is `| path below the root | reason |`.
 * @returns {Map<string, string>} reasons by path from the top level
 */
export function readReasons(path, root) {
  const rows = readFileSync(path, 'utf8').matchAll(/^\| `([^`]+\.ts)` \| (.+) \|$/gm);
  return new Map([...rows].map(([, file, reason = '']) => [root + file, reason.trim()]));
}

/** Where the list of reasons and what was measured do not agree. @returns {string[]} sentences */
export function disagreements(files, reasons) {
  const problems = [];
  for (const { path, uncovered } of files) {
    if (uncovered.length > 0 && !reasons.has(path)) problems.push(`${path} has uncovered branches (line ${uncovered.join(', ')}) and no reason in docs/coverage.md.`);
  }
  for (const path of reasons.keys()) {
    if (!files.some((file) => file.path === path)) problems.push(`docs/coverage.md speaks of ${path}, which is not measured.`);
  }
  return problems;
}

const share = (covered, all) => (all === 0 ? 100 : (100 * covered) / all);

/** Adds files up. @param {FileCoverage[]} files */
export function sumOf(files) {
  const add = (key) => files.reduce((total, file) => total + file[key], 0);
  const [branches, coveredBranches, lines, coveredLines] = ['branches', 'coveredBranches', 'lines', 'coveredLines'].map(add);
  return { files: files.length, branches, coveredBranches, branchPercent: share(coveredBranches, branches), lines, coveredLines, linePercent: share(coveredLines, lines) };
}

/** Sums by folder below `root`. @returns {Map<string, ReturnType<typeof sumOf>>} */
export function sumsByFolder(files, root) {
  const folders = new Map();
  for (const file of files) {
    const [first, ...rest] = file.path.slice(root.length).split('/');
    const folder = rest.length === 0 ? '.' : first;
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return new Map([...folders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folder, list]) => [folder, sumOf(list)]));
}
