/** What everything is compared with, and what is held to the aims. */
export const LIMIT = 'bare';
export const OWN = 'order-table';

/** The script of every peer's page. */
export const TABLE_PEERS: Readonly<Record<string, string>> = {
  bare: `import {start} from './page.ts'; import {createBareTable} from './bare.peer.ts'; start(createBareTable());`,
  'ag-grid': `import {start} from './page.ts'; import {createAgGrid} from './ag-grid.peer.ts'; start(createAgGrid());`,
  'order-table': `import {start} from './page.ts'; import {createOrderTable} from './order-table.peer.ts'; start(createOrderTable());`,
};
