/**
 * Changes modules of the server as they are loaded, never on the disk: `node --import ./plant.mjs …` with
 * PACKLINE_PROOF_EDITS, a JSON list of {file, find, replace}. Every text must be found exactly once, or the module does
 * not load. With PACKLINE_PROOF_NOTES, a file, it also gives those edits `proofNote(letter)`: one letter behind the
 * others, written before the call comes back, so that it outlives a `kill -9`; and `proofGate()`, which waits there.
 */
import { existsSync, openSync, writeSync } from 'node:fs';
import { flushCompileCache, registerHooks } from 'node:module';

const edits = JSON.parse(process.env.PACKLINE_PROOF_EDITS ?? '[]');
const { PACKLINE_PROOF_NOTES: notes } = process.env;

if (notes !== undefined) {
  const file = openSync(notes, 'a');
  globalThis.proofNote = (letter) => writeSync(file, letter);
  globalThis.proofGate = async () => {
    writeSync(file, 'p');
    while (!existsSync(`${notes}.go`)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
}

// A process that is killed keeps nothing for the next one by itself.
setTimeout(() => flushCompileCache(), 500).unref();

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const mine = edits.filter(({ file }) => url.endsWith(`/self-hosted/src/${file}`));
    if (mine.length === 0) return loaded;
    let source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    for (const { file, find, replace } of mine) {
      if (source.split(find).length !== 2) throw new Error(`STALE EDIT: "${find}" does not stand exactly once in ${file}.`);
      source = source.replace(find, () => replace);
    }
    return { ...loaded, source };
  },
});
