import type {SearchPeer} from './peer.ts';

/** What everything is compared with, and what is held to the aims. */
export const LIMIT = 'includes';
export const OWN = 'packline';
/** Answers of these are compared one by one; the others rank as they think best. */
export const EXACT: readonly string[] = [LIMIT, OWN];

/** Loaded when used: the tests of the benches run without the libraries. */
export const SEARCH_PEERS: Readonly<Record<string, () => Promise<SearchPeer>>> = {
  includes: async () => (await import('./includes.peer.ts')).createIncludesSearch(),
  packline: async () => (await import('./packline.peer.ts')).createPacklineSearch(),
  minisearch: async () => (await import('./minisearch.peer.ts')).createMiniSearch(),
  flexsearch: async () => (await import('./flexsearch.peer.ts')).createFlexSearch(),
  ufuzzy: async () => (await import('./ufuzzy.peer.ts')).createUFuzzySearch(),
};

const script = (file: string, create: string) => `import {start} from './page.ts'; import {${create}} from './${file}.peer.ts'; start(${create}());`;

/** The script of every peer's page. */
export const SEARCH_SCRIPTS: Readonly<Record<string, string>> = {
  includes: script('includes', 'createIncludesSearch'),
  packline: script('packline', 'createPacklineSearch'),
  minisearch: script('minisearch', 'createMiniSearch'),
  flexsearch: script('flexsearch', 'createFlexSearch'),
  ufuzzy: script('ufuzzy', 'createUFuzzySearch'),
};
