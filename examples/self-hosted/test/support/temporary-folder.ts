import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Lifetime} from './lifetime.ts';

/** A folder of its own for a test that starts no server in this process; it is removed at the end of `t`. */
export function temporaryFolder(t: Lifetime): string {
  const folder = mkdtempSync(join(tmpdir(), 'packline-'));
  t.after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
  return folder;
}
