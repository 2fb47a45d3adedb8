import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {instantMs} from './instant-ms.ts';

test('an instant is the moment that Date.parse says it is', () => {
  fc.assert(
    fc.property(fc.date({min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true}), (date) => {
      assert.equal(instantMs(date.toISOString()), date.getTime());
    }),
    {numRuns: 2000},
  );
});

test('whatever else is written is read as Date.parse reads it', () => {
  const written = ['', 'today', '2026-02-31T00:00:00.000Z', '2026-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-01-01T24:00:00.000Z', '2026-01-01T23:60:00.000Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000+1', '2026-1-010T00:00:00.000Z', '20a6-01-01T00:00:00.000Z', '2026-01-00T00:00:00.000Z', '2026-01-01'];
  for (const text of written) assert.equal(instantMs(text), Date.parse(text), text);
});
