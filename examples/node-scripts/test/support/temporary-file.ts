import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';

/** Writes a file that is gone after the test, and answers its path. */
export async function temporaryFile(test: TestContext, content: string | Uint8Array, name = 'orders.csv'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'packline-import-'));
  test.after(() => rm(folder, {recursive: true}));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
