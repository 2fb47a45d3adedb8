import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {disagreements, ignoreCommentsIn, isTypeOnly, neverLoaded, readLcov, readReasons, sumOf, sumsByFolder} from '../scripts/lib/coverage-report.mjs';

const LCOV = `TN:
SF:src/a/one.ts
BRDA:1,0,0,1
BRDA:7,1,0,0
BRDA:7,2,0,0
BRDA:9,3,0,4
DA:1,1
DA:2,0
end_of_record
SF:src\\b\\two.ts
BRDA:3,0,0,2
DA:1,1
end_of_record
`;

test('coverage is read file by file, and added up by folder and in all', () => {
  const files = readLcov(LCOV);
  assert.deepEqual(files, [
    {path: 'src/a/one.ts', branches: 4, coveredBranches: 2, lines: 2, coveredLines: 1, uncovered: [7]},
    {path: 'src/b/two.ts', branches: 1, coveredBranches: 1, lines: 1, coveredLines: 1, uncovered: []},
  ]);
  assert.deepEqual([sumOf(files).branchPercent, sumOf(files).linePercent, sumOf([]).branchPercent], [60, 200 / 3, 100]);
  assert.deepEqual([...sumsByFolder(files, 'src/')].map(([folder, sum]) => [folder, sum.branchPercent]), [['a', 50], ['b', 100]]);
});

test('files of types only are told from files that run', () => {
  for (const source of ['export interface A {b: string}\n', "import type {A} from './a.ts';\n/** Why. */\nexport type B = A | undefined;\n", "export type {A} from './a.ts';\n// Nothing.\n"]) assert.ok(isTypeOnly(source), source);
  for (const source of ['export const a = 1;', "export {a} from './a.ts';", 'declare const x: number; export default x;', "export type A = 'a';\nexport const AS = ['a'] as const satisfies readonly A[];"]) assert.equal(isTypeOnly(source), false, source);
});

test('a file that no test loads counts with everything in it', () => {
  const {branches, coveredBranches, uncovered} = neverLoaded('src/a.ts', 'export const a = (x: number) => (x > 1 && x < 5 ? 1 : 2); // if\n// if (x)\nif (a(1)) a(2);\n');
  assert.ok(branches >= 5 && branches <= 6, String(branches));
  assert.deepEqual([coveredBranches, uncovered], [0, [1]]);
});

test('comments that hide code are found, whoever they are meant for', () => {
  const hiding = ['node:coverage', 'c8', 'v8', 'istanbul'].map((tool, place) => `/* ${tool} ${place === 0 ? 'disable' : 'ignore'} next */`);
  assert.deepEqual(ignoreCommentsIn(hiding.join('\n')).length, 4);
  assert.deepEqual(ignoreCommentsIn('// What V8 ignores is nobody’s business; an ignored line is.'), []);
});

test('what is uncovered needs a reason, and a reason needs its file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packline-coverage-report-'));
  try {
    const list = join(folder, 'coverage.md');
    writeFileSync(list, '| file | why |\n| --- | --- |\n| `b/two.ts` | Because. |\n| `gone.ts` | It was hard. |\n');
    const reasons = readReasons(list, 'src/');
    assert.deepEqual([...reasons], [['src/b/two.ts', 'Because.'], ['src/gone.ts', 'It was hard.']]);
    const problems = disagreements(readLcov(LCOV), reasons);
    assert.deepEqual(problems, ['src/a/one.ts has uncovered branches (line 7) and no reason in docs/coverage.md.', 'docs/coverage.md speaks of src/gone.ts, which is not measured.']);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});
