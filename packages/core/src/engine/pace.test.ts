import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Pace, SLICE_MS, yieldToPage} from './pace.ts';

/** Whether a task that was waiting came to its turn meanwhile. */
async function letsOthersRun(work: () => Promise<void>): Promise<boolean> {
  let hadItsTurn = false;
  setTimeout(() => (hadItsTurn = true), 0);
  const before = performance.now();
  while (performance.now() - before < 3);
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  return hadItsTurn;
}

test('giving way lets others run, with and without setImmediate', async () => {
  assert.ok(await letsOthersRun(yieldToPage));
  const {setImmediate: original} = globalThis;
  const withoutIt = async (): Promise<void> => {
    Reflect.set(globalThis, 'setImmediate', undefined);
    try {
      await yieldToPage();
      await yieldToPage();
    } finally {
      Reflect.set(globalThis, 'setImmediate', original);
    }
  };
  assert.ok(await letsOthersRun(withoutIt));
});

test('work that goes on for longer than a slice gives way', async () => {
  const pace = new Pace();
  assert.ok(
    await letsOthersRun(async () => {
      const before = performance.now();
      while (performance.now() - before < SLICE_MS);
      await pace.breathe();
    }),
  );
});
