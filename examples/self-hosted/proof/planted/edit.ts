import {readFileSync} from 'node:fs';

/** One change of a source file: `find` must stand in it exactly once. */
export interface Edit {
  /** Below the example's `src`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Environment for a Node process in which these edits are made as modules are loaded; nothing on the disk changes. */
export function plantedEnv(edits: readonly Edit[]): Record<string, string> {
  return {NODE_OPTIONS: `--import=${new URL('plant.mjs', import.meta.url).href}`, PACKLINE_PROOF_EDITS: JSON.stringify(edits)};
}

/** Edits whose text no longer stands exactly once in its file. */
export function staleEdits(edits: readonly Edit[]): string[] {
  const isStale = ({file, find}: Edit): boolean => readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8').split(find).length !== 2;
  return edits.filter(isStale).map(({file, find}) => `"${find}" does not stand exactly once in ${file}`);
}
