import type {QueryPeer} from './peer.ts';

/** What everything is compared with, and what is held to the aims. */
export const LIMIT = 'rows';
export const OWN = 'packline';

export const QUERY_PEERS: Readonly<Record<string, () => Promise<QueryPeer>>> = {
  rows: async () => (await import('./rows.peer.ts')).createRows(),
  packline: async () => (await import('./packline.peer.ts')).createPackline(),
  presorted: async () => (await import('./presorted.peer.ts')).createPresorted(),
};

/** The script of every peer's page. */
export const QUERY_SCRIPTS: Readonly<Record<string, string>> = {
  rows: `import {start} from './page.ts'; import {createRows} from './rows.peer.ts'; start(createRows());`,
  packline: `import {start} from './page.ts'; import {createPackline} from './packline.peer.ts'; start(createPackline());`,
  presorted: `import {start} from './page.ts'; import {createPresorted} from './presorted.peer.ts'; start(createPresorted());`,
};
