/**
 * Writes golden/*.json, the published examples of what the rules answer:
 *
 *   node packages/core/scripts/make-golden.ts
 *
 * Do this after every change of the rules, and read the difference: it is what hosts and other backends will see.
 */
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {goldenFiles, toText} from './golden/golden-files.ts';

const folder = new URL('../golden/', import.meta.url);
mkdirSync(folder, {recursive: true});
const files = goldenFiles();
for (const name of readdirSync(folder)) if (!Object.hasOwn(files, name.replace(/\.json$/, ''))) rmSync(new URL(name, folder));
for (const [name, file] of Object.entries(files)) {
  const text = toText(file);
  writeFileSync(new URL(`${name}.json`, folder), text);
  const steps = file.stories.flatMap(({steps: told}) => told);
  const allowed = steps.filter(({answer}) => answer.ok).length;
  console.log(`${name}.json: ${file.stories.length} stories, ${allowed} allowed, ${steps.length - allowed} refused, ${Math.round(text.length / 1024)} KiB`);
}
