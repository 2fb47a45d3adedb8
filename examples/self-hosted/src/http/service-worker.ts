import {createHash} from 'node:crypto';
import type {StaticFolder} from './static-files.ts';

export interface ShellFolders {
  readonly assets: StaticFolder;
  readonly packline: StaticFolder;
}

/**
 * The service worker of desk and till with the list of what it keeps in front. A changed file changes the text, so that browsers
 * notice a new version by themselves.
 */
export function serviceWorkerText({assets, packline}: ShellFolders): string {
  const files = [
    ...assets.names().filter((name) => /^(page|staff|till)\.css$|^(desk|session-token|till(-[a-z]+)?)\.js$|\.svg$/.test(name)).map((name) => ({address: `/assets/${name}`, etag: assets.read(name)?.etag})),
    ...packline.names().filter((name) => name.endsWith('.js') && !name.startsWith('order-status')).map((name) => ({address: `/packline/${name}`, etag: packline.read(name)?.etag})),
  ];
  const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const worker = assets.read('service-worker.js')?.bytes.toString('utf8') ?? '';
  return `const VERSION = ${JSON.stringify(version)};\nconst SHELL = ${JSON.stringify(['/desk', '/till', ...files.map(({address}) => address)])};\n\n${worker}`;
}
