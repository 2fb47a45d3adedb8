/**
 * `npm run docs:check`: every relative link in a Markdown file leads somewhere, and every `ts` example, in Markdown or
 * in a doc comment, compiles against the built packages. An example marked ```ts fragment is a sketch and only read.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at, run } from './lib/run.mjs';

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: at('.'), encoding: 'utf8' });
const tracked = listed.split('\0').filter((path) => path !== '' && existsSync(at(path)));
const markdown = tracked.filter((path) => path.endsWith('.md') && !path.startsWith('config/api/') && !path.startsWith('.changeset/'));
const sources = tracked.filter((path) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'));

const broken = markdown.flatMap(brokenLinks);
for (const sentence of broken) console.error(sentence);

const examples = [
  ...markdown.flatMap((path) => fencedExamples(path, readFileSync(at(path), 'utf8'))),
  ...sources.flatMap((path) => docComments(path).flatMap(({ text, line }) => fencedExamples(path, text, line))),
];
const compiled = examples.length === 0 || (await compile(examples));
console.log(`${markdown.length} Markdown files: ${broken.length} broken links. ${examples.length} examples: ${compiled ? 'all compile' : 'see above'}.`);
process.exit(broken.length > 0 || !compiled ? 1 : 0);

/** Sentences about the relative links of a file that lead nowhere. */
function brokenLinks(path) {
  const text = readFileSync(at(path), 'utf8').replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|(?:src|srcset|href)="([^"\s]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
  return targets
    .filter((target) => !/^[a-z][a-z+.-]*:|^\/\//i.test(target))
    .flatMap((target) => {
      const [file = '', anchor] = target.split('#');
      const full = file === '' ? path : join(dirname(path), decodeURI(file));
      if (!existsSync(at(full))) return [`${path}: the link ${target} leads nowhere.`];
      if (anchor === undefined || !full.endsWith('.md') || anchorsOf(full).includes(anchor)) return [];
      return [`${path}: ${full} has no heading for the link ${target}.`];
    });
}

/** The anchors that a Markdown file's headings get, in the way of GitHub. */
function anchorsOf(path) {
  return [...readFileSync(at(path), 'utf8').matchAll(/^#+\s+(.+)$/gm)].map(([, heading = '']) =>
    heading.trim().toLowerCase().replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '').replaceAll(/\s/g, '-'),
  );
}

function fencedExamples(path, text, firstLine = 1) {
  return [...text.matchAll(/^[ \t]*```ts[ \t]*\n([\s\S]*?)^[ \t]*```/gm)].map((match) => ({
    path,
    line: firstLine + text.slice(0, match.index).split('\n').length,
    code: match[1],
  }));
}

/** The doc comments of a source file, without their stars. */
function docComments(path) {
  const source = readFileSync(at(path), 'utf8');
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].map((match) => ({
    text: match[0].replaceAll(/^[ \t]*(\/\*\*|\*\/|\*)[ ]?/gm, ''),
    line: source.slice(0, match.index).split('\n').length - 1,
  }));
}

/** Compiles the examples as modules of a project that has the packages installed. */
async function compile(examples) {
  const folder = '.cache/docs-check';
  rmSync(at(folder), { recursive: true, force: true });
  mkdirSync(at(folder), { recursive: true });
  examples.forEach(({ path, line, code }, index) => {
    const name = `${String(index + 1).padStart(3, '0')}-${path.replaceAll(/\W+/g, '-')}-line-${line}.ts`;
    writeFileSync(at(`${folder}/${name}`), `${code}\nexport {};\n`);
  });
  const config = {
    extends: '../../tsconfig.json',
    include: ['*.ts'],
    compilerOptions: { noEmit: true, composite: false, declaration: false, declarationMap: false, types: ['node'] },
  };
  writeFileSync(at(`${folder}/tsconfig.json`), JSON.stringify(config));
  return (await run('tsc', ['-p', `${folder}/tsconfig.json`])) === 0;
}
