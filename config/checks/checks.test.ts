import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineModules } from './define-modules.ts';
import { importDirection } from './import-direction.ts';
import { noMarkupFromText } from './no-markup-from-text.ts';
import { nothingUnfinished } from './nothing-unfinished.ts';
import { oneDexieModule } from './one-dexie-module.ts';
import type { Check } from './source-file.ts';

/** The lines on which a check finds something in a text at a path. */
const lines = (check: Check, path: string, text: string) => check({ path, text }).map(({ line }) => line);

test('core imports neither client nor elements, in any form of import', () => {
  const path = 'packages/core/src/engine/order-engine.ts';
  assert.deepEqual(lines(importDirection, path, `import { a } from '@packline/client';`), [1]);
  assert.deepEqual(lines(importDirection, path, `\nimport type { a } from '@packline/elements/define';`), [2]);
  assert.deepEqual(lines(importDirection, path, `export * from '../../../client/src/index.ts';`), [1]);
  assert.deepEqual(lines(importDirection, path, `const a = await import('@packline/client');`), [1]);
  assert.deepEqual(lines(importDirection, path, `import { a } from '../outbox/outbox-entry.ts';\nimport 'xstate';`), []);
});

test('client imports core but not elements', () => {
  const path = 'packages/client/src/index.ts';
  assert.deepEqual(lines(importDirection, path, `import { a } from '@packline/core';`), []);
  assert.deepEqual(lines(importDirection, path, `import '@packline/elements';`), [1]);
});

test('elements imports the client only where a page is joined to a backend', () => {
  const text = `import { createHttpBackend } from '@packline/client';`;
  assert.deepEqual(lines(importDirection, 'packages/elements/src/connect.ts', text), []);
  assert.deepEqual(lines(importDirection, 'packages/elements/src/cdn.ts', text), []);
  assert.deepEqual(lines(importDirection, 'packages/elements/src/connect/make-engine.ts', text), []);
  assert.deepEqual(lines(importDirection, 'packages/elements/src/order-table/order-table.ts', text), [1]);
  assert.deepEqual(lines(importDirection, 'packages/elements/src/connected.ts', text), [1]);
});

test('a package does not reach out of the packages', () => {
  const text = `import '../../../examples/self-hosted/src/main.ts';`;
  assert.deepEqual(lines(importDirection, 'packages/core/src/index.ts', text), [1]);
  assert.deepEqual(lines(importDirection, 'examples/node-scripts/a.ts', text), []);
});

test('Dexie is imported in its one module', () => {
  const text = `import { Dexie } from 'dexie/dist/modern/dexie.mjs';`;
  assert.deepEqual(lines(oneDexieModule, 'packages/core/src/cache/dexie.ts', text), []);
  assert.deepEqual(lines(oneDexieModule, 'packages/core/src/outbox/drain-outbox.ts', text), [1]);
  assert.deepEqual(lines(oneDexieModule, 'packages/elements/src/connect.ts', `import type { Table } from 'dexie';`), [1]);
});

test('tags are claimed in define modules only', () => {
  const text = `customElements.define('order-table', OrderTable);`;
  assert.deepEqual(lines(defineModules, 'packages/elements/src/order-table/define.ts', text), []);
  assert.deepEqual(lines(defineModules, 'packages/elements/src/define.ts', text), []);
  assert.deepEqual(lines(defineModules, 'packages/elements/src/order-table/order-table.ts', text), [1]);
  assert.deepEqual(lines(defineModules, 'packages/elements/src/order-table/order-table.ts', `// ${text}`), []);
  assert.deepEqual(lines(defineModules, 'packages/elements/src/a/a.ts', `@customElement('a-b')\nclass A {}`), [1]);
});

test('elements draw text as text and set no style attribute', () => {
  const path = 'packages/elements/src/order-table/order-table.ts';
  for (const text of [
    `html\`\${unsafeHTML(remark)}\``,
    `html\`<div style=\${styles}></div>\``,
    `html\`<div style="\${styles}"></div>\``,
    `html\`<div style=\${styleMap({ width })}></div>\``,
    `cell.innerHTML = name;`,
    `cell.insertAdjacentHTML('beforeend', name);`,
    `row.setAttribute('style', 'top: 0');`,
  ]) {
    assert.ok(lines(noMarkupFromText, path, text).length > 0, text);
  }
  assert.deepEqual(lines(noMarkupFromText, path, `if (cell.innerHTML === '') cell.textContent = name; row.style.top = '0';`), []);
  assert.deepEqual(lines(noMarkupFromText, path, `/** never unsafeHTML */\nconst url = 'https://example.com';`), []);
});

test('no reminders in sources, no switched-off tests', () => {
  assert.deepEqual(lines(nothingUnfinished, 'packages/core/src/a.ts', `// ${'TO' + 'DO'} later`), [1]);
  assert.deepEqual(lines(nothingUnfinished, 'packages/core/src/a.ts', `throw new Error('not ${'imple' + 'mented'}');`), [1]);
  assert.deepEqual(lines(nothingUnfinished, 'packages/core/src/a.ts', `// 501: not ${'imple' + 'mented'}`), []);
  assert.deepEqual(lines(nothingUnfinished, 'packages/core/src/a.test.ts', `test.${'skip'}('a', () => {});`), [1]);
  assert.deepEqual(lines(nothingUnfinished, 'packages/core/src/a.test.ts', `test('a', { ${'skip'}: true }, () => {});`), [1]);
  assert.deepEqual(lines(nothingUnfinished, 'packages/core/src/a.test.ts', `test('a', () => {});`), []);
});
