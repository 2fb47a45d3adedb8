/** What everything is compared with, and what is held to the aims. */
export const LIMIT = 'raw';
export const OWN = 'packline';

/** The script of every peer's page. */
export const DEVICE_SCRIPTS: Readonly<Record<string, string>> = {
  raw: `import {start} from './page.ts'; import {createRawDevice} from './raw.peer.ts'; start(createRawDevice());`,
  chunks: `import {start} from './page.ts'; import {createChunkDevice} from './chunks.peer.ts'; start(createChunkDevice());`,
  packline: `import {start} from './page.ts'; import {createPacklineDevice} from './packline.peer.ts'; start(createPacklineDevice());`,
};
