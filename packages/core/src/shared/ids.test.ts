import assert from 'node:assert/strict';
import {test} from 'node:test';
import {derivedId, firstParcelId, shortId} from './ids.ts';

test('O19 derived ids follow from what they are derived from', () => {
  assert.equal(derivedId('job-7', 'o1'), 'job-7-o1');
  assert.equal(firstParcelId('o1'), 'o1-p1');
});

test('P12 a short id is four characters that cannot be mistaken, always the same for the same parcel', () => {
  const ids = Array.from({length: 5000}, (_, index) => shortId(firstParcelId(`0198f1c2-7a10-7000-8000-${String(index).padStart(12, '0')}`)));
  for (const id of ids) assert.match(id, /^[2-9A-HJKMNP-TV-Z]{4}$/);
  assert.equal(shortId('o1-p1'), shortId('o1-p1'));
  // Of 5,000 drawn from 810,000 about 15 meet another by chance; ids that follow each other must not do worse.
  assert.ok(new Set(ids).size > 4950, `${new Set(ids).size} different`);
});
