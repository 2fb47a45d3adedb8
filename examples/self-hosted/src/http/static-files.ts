import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {extname, join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {Hono} from 'hono';
import {acceptsGzip} from './json-response.ts';
import {HttpProblem} from './problem.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
};

/** `name.0f3a9c21.js`: what such an address holds never changes. */
const HASHED = /[.-][0-9a-f]{8,}\.[a-z]+$/;

interface KeptFile {
  readonly modifiedMs: number;
  readonly type: string;
  readonly bytes: Buffer<ArrayBuffer>;
  readonly zipped: Buffer<ArrayBuffer>;
  readonly etag: string;
}

/** Files of one folder (not of folders below it), kept in memory until they change on disk. */
export interface StaticFolder {
  /** Every servable file's name. */
  names(): readonly string[];
  read(name: string): KeptFile | undefined;
}

export function createStaticFolder(directory: string): StaticFolder {
  const kept = new Map<string, KeptFile>();
  return {
    names() {
      try {
        return readdirSync(directory).filter((name) => extname(name) in TYPES).sort();
      } catch {
        return [];
      }
    },
    read(name) {
      const type = TYPES[extname(name)];
      if (type === undefined || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return undefined;
      const path = join(directory, name);
      const modifiedMs = statSync(path, {throwIfNoEntry: false})?.mtimeMs;
      if (modifiedMs === undefined) return undefined;
      const known = kept.get(name);
      if (known?.modifiedMs === modifiedMs) return known;
      const bytes = readFileSync(path);
      const file = {modifiedMs, type, bytes, zipped: gzipSync(bytes), etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`};
      kept.set(name, file);
      return file;
    },
  };
}

/**
 * Serves a folder. Pages of other origins may load its files, as a script tag on an existing shop has to.
 * @throws HttpProblem `not-found`.
 */
export function staticRoutes(folder: StaticFolder): Hono {
  return new Hono().get('/:name', (context) => {
    const name = context.req.param('name');
    const file = folder.read(name);
    if (!file) throw new HttpProblem('not-found', `There is no file ${name}.`);
    const headers: Record<string, string> = {
      'content-type': file.type,
      etag: file.etag,
      'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'public, no-cache',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': "default-src 'none'",
      vary: 'Accept-Encoding',
    };
    if (context.req.header('if-none-match') === file.etag) return context.body(null, 304, headers);
    if (acceptsGzip(context.req.raw)) return context.body(file.zipped, 200, {...headers, 'content-encoding': 'gzip'});
    return context.body(file.bytes, 200, headers);
  });
}
