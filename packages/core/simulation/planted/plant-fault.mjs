/**
 * Changes modules as they are loaded, never on the disk: `node --import ./plant-fault.mjs …` with PACKLINE_FAULT, a JSON
 * list of {file, find, replace}. Every text must be found exactly once, or the module does not load.
 */
import { registerHooks } from 'node:module';

const edits = JSON.parse(process.env.PACKLINE_FAULT ?? '[]');

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const mine = edits.filter(({ file }) => url.endsWith(`/packages/core/${file}`));
    if (mine.length === 0) return loaded;
    let source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    for (const { file, find, replace } of mine) {
      if (source.split(find).length !== 2) throw new Error(`STALE FAULT: "${find}" does not stand exactly once in ${file}.`);
      source = source.replace(find, () => replace);
    }
    return { ...loaded, source };
  },
});
