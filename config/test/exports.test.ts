import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { modulePaths, publishedPackages } from '../scripts/lib/published-entries.mjs';
import { at } from '../scripts/lib/run.mjs';

for (const published of publishedPackages()) {
  test(`every path of ${published.name} leads to a file that was built`, () => {
    for (const [path, target] of Object.entries(published.exports)) {
      const files = typeof target === 'string' ? [target] : Object.values(target as Record<string, string>);
      for (const file of files) assert.ok(existsSync(join(published.directory, file)), `${published.name} ${path}: ${file} is missing`);
    }
  });

  for (const path of modulePaths(published)) {
    test(`${path} can be imported where there is no window`, () => {
      const script = `await import(${JSON.stringify(path)}); if (typeof window !== 'undefined') throw new Error('it made a window');`;
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: at('.'), encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      assert.equal(stderr, '');
    });
  }
}
