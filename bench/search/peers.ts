import {createIncludesSearch} from './includes.peer.ts';
import {createPacklineSearch} from './packline.peer.ts';
import type {SearchPeer} from './peer.ts';

/** What everything is compared with, and what is held to the aims. */
export const LIMIT = 'includes';
export const OWN = 'packline';

export const SEARCH_PEERS: Readonly<Record<string, () => SearchPeer>> = {includes: createIncludesSearch, packline: createPacklineSearch};

/** The script of every peer's page. */
export const SEARCH_SCRIPTS: Readonly<Record<string, string>> = {
  includes: `import {start} from './page.ts'; import {createIncludesSearch} from './includes.peer.ts'; start(createIncludesSearch());`,
  packline: `import {start} from './page.ts'; import {createPacklineSearch} from './packline.peer.ts'; start(createPacklineSearch());`,
};
