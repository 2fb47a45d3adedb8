import { AsyncLocalStorage } from 'node:async_hooks';

/** Where a lane that runs in the background keeps what it says. */
const kept = new AsyncLocalStorage();

/**
 * Runs lanes of work beside each other. The first one speaks at once; what the others say, and what the tools they start
 * say, is kept together and printed when they end.
 * @param {() => Promise<void>} first
 * @param {...(() => Promise<void>)} others
 */
export async function runBeside(first, ...others) {
  const inBackground = others.map((lane) => {
    const said = [];
    return kept.run(said, async () => {
      try {
        await lane();
      } finally {
        process.stdout.write(said.join(''));
      }
    });
  });
  await Promise.all([first(), ...inBackground]);
}

/** Prints a line, or keeps it for the end of its lane. */
export function say(line) {
  const said = kept.getStore();
  if (said === undefined) console.log(line);
  else said.push(`${line}\n`);
}

/** How a started tool speaks: undefined for "at once", else what takes each piece of its output. */
export function listener() {
  const said = kept.getStore();
  return said === undefined ? undefined : (piece) => void said.push(String(piece));
}
