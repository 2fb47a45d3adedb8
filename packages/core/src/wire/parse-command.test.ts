import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {anyStory, live} from '../../test/support/any-story.ts';
import {checkProperty} from '../../test/support/check-property.ts';
import {hkd, line, newOrder} from '../../test/support/new-order.ts';
import {HASH} from '../../test/support/story.ts';
import {COMMAND_TYPES} from '../order/command.ts';
import {firstParcelId} from '../shared/ids.ts';
import {parseCommand} from './parse-command.ts';

const envelope = {id: '0198f1c2-7a10-7000-8000-000000000001', schemaVersion: 1, orderId: 'o1'};
const pack = {...envelope, type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1};
const place = {...envelope, type: 'order.place', order: newOrder()};
const submit = {...envelope, type: 'receipt.submit', receiptId: 'r1', hash: HASH, mediaType: 'image/png', sizeBytes: 1};

const edit = {...envelope, type: 'order.edit', changes: {lines: [{add: line()}, {lineId: '1', quantity: 2, unitPrice: hkd(1), note: null}, {remove: '2'}], tax: null, customerNote: 'ring twice'}};

/** `pointer: detail` of everything that is wrong. */
function problemsOf(value: unknown): string[] {
  const parsed = parseCommand(value);
  return parsed.ok ? [] : parsed.errors.map(({pointer, detail}) => `${pointer}: ${detail}`);
}

test('W1 what the engine asks is read back as it was asked, whatever its type', (t) => {
  const read = new Set<string>();
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      live(story, ({command}) => {
        // Quantities that only a caller without types can ask for are the wire's to refuse.
        if ('quantity' in command && !(Number.isSafeInteger(command.quantity) && command.quantity > 0)) return;
        assert.deepEqual(parseCommand(JSON.parse(JSON.stringify(command))), {ok: true, command});
        read.add(command.type);
      });
    }),
    {runs: 200},
  );
  assert.deepEqual(COMMAND_TYPES.filter((type) => !read.has(type)), []);
});

test('W2 no JSON in the world makes reading throw; what cannot be read is told with pointers and sentences', (t) => {
  checkProperty(
    t,
    fc.property(fc.jsonValue({maxDepth: 4}), (value) => {
      const parsed = parseCommand(value);
      assert.equal(parsed.ok, false);
      checkProblems(parsed.ok ? [] : parsed.errors);
    }),
    {runs: 500},
  );
});

test('W2 a readable command with one part replaced by anything is read, or told with pointers and sentences', (t) => {
  const commands: readonly object[] = [pack, place, submit, {...envelope, type: 'receipt.accept', receiptId: 'r1', hash: HASH, amount: hkd(1)}, {...envelope, type: 'order.dispatch', mode: 'all_items', shipOn: '2026-11-24'}, edit];
  checkProperty(
    t,
    fc.property(fc.constantFrom(...commands), fc.nat(100), fc.jsonValue({maxDepth: 2}), (command, place, value) => {
      const paths = pathsOf(command);
      const altered = withValue(command, paths[place % paths.length] ?? [], value);
      const parsed = parseCommand(altered);
      if (!parsed.ok) checkProblems(parsed.errors);
    }),
    {runs: 800},
  );
});

function checkProblems(errors: readonly {pointer: string; detail: string}[]): void {
  assert.ok(errors.length > 0 && errors.length <= 20);
  for (const {pointer, detail} of errors) {
    assert.match(pointer, /^(\/.*)?$/s);
    assert.match(detail, /^[a-z].*\.$/s);
    assert.doesNotMatch(detail, /undefined|Invalid input|\[object/);
  }
}

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function withValue(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) return whole.map((part: unknown, index) => (String(index) === key ? withValue(part, rest, value) : part));
  return {...(whole as object), [key]: withValue((whole as Record<string, unknown>)[key], rest, value)};
}

test('W3 every place that is wrong is named', () => {
  assert.deepEqual(problemsOf({...pack, quantity: 0}), ['/quantity: must be at least 1.']);
  assert.deepEqual(problemsOf({...pack, quantity: 1.5}), ['/quantity: must be a whole number.']);
  assert.deepEqual(problemsOf({...pack, quantity: 2 ** 53}), ['/quantity: must be at most 9007199254740991.']);
  assert.deepEqual(problemsOf({...pack, schemaVersion: 2}), ['/schemaVersion: must be 1.']);
  assert.deepEqual(problemsOf({...pack, type: 'parcel.burn'}), ['/type: is not one of the known kinds.']);
  assert.deepEqual(problemsOf([]), [': must be of type object.']);
  assert.deepEqual(problemsOf({...envelope, type: 'order.dispatch', mode: 'some'}), ['/mode: must be "all_items" or "packed_only".']);
  assert.deepEqual(problemsOf({...place, order: newOrder({lines: [line(), {...line(), unitPrice: {amount: 1, scale: 7, currency: 'HKD'}}]})}), ['/order/lines/1/unitPrice/scale: must be at most 6.']);
  assert.deepEqual(problemsOf({...place, order: newOrder({placedAt: '2026-02-30T00:00:00Z'})}), ['/order/placedAt: must be an instant in UTC such as 2026-11-23T06:32:00Z.']);
  assert.deepEqual(problemsOf({...place, order: newOrder({placedAt: '2026-02-03T00:00:00+08:00'})}), ['/order/placedAt: must be an instant in UTC such as 2026-11-23T06:32:00Z.']);
  assert.deepEqual(problemsOf({...envelope, type: 'parcel.schedule', parcelId: 'p', shipOn: '2026-13-01'}), ['/shipOn: must be a day such as 2026-11-23.']);
  assert.deepEqual(problemsOf({...place, order: newOrder({shippingFee: hkd(-1)})}), ['/order/shippingFee/amount: must be at least 0.']);
  assert.deepEqual(problemsOf({...submit, hash: HASH.toUpperCase()}), ['/hash: must be written in the documented form.']);
});

test('W4 texts have limits, and only what can be given back unchanged is taken', () => {
  const noted = (customerNote: string) => problemsOf({...place, order: newOrder({customerNote})});
  assert.deepEqual(noted('字'.repeat(10_000)), []);
  assert.deepEqual(noted('字'.repeat(10_001)), ['/order/customerNote: must have at most 10000 characters.']);
  assert.deepEqual(noted('👾 ‮ \u0001 ﷽ <script>alert(1)</script>'), []);
  for (const text of ['half \ud83d', '\udc7e half', 'nul \0']) assert.deepEqual(noted(text), ['/order/customerNote: must not contain NUL or half of a surrogate pair.']);
  assert.deepEqual(problemsOf({...place, order: newOrder({lines: Array.from({length: 5001}, () => line())})}), ['/order/lines: must have at most 5000 entries.']);
  assert.deepEqual(problemsOf({...place, order: newOrder({source: {['k'.repeat(201)]: 'v'}})}), [`/order/source/${'k'.repeat(201)}: has a name that is too long or cannot be kept.`]);
});

test('W4 a receipt is a picture or a PDF', () => {
  for (const mediaType of ['image/png', 'image/jpeg', 'image/webp', 'application/pdf']) assert.deepEqual(problemsOf({...submit, mediaType}), []);
  for (const mediaType of ['text/html', 'image/svg+xml', 'image/png; charset=utf-8', '']) assert.deepEqual(problemsOf({...submit, mediaType}), ['/mediaType: must be written in the documented form.']);
});

test('W4 O19 ids are plain, and those derived from the longest ones are taken as well', () => {
  for (const id of ['a', '0198f1c2-7a10-7000-8000-000000000001', 'C536379', 'job.7~x_y', 'a'.repeat(100)]) {
    assert.deepEqual(problemsOf({...pack, id, orderId: id, parcelId: firstParcelId(id)}), []);
  }
  for (const id of ['', '-a', '.hidden', 'a b', 'a/b', '編號', '__proto__', 'a'.repeat(101)]) assert.deepEqual(problemsOf({...pack, orderId: id}), ['/orderId: must be written in the documented form.']);
});

test('P13 W4 a parcel weighs whole grams up to a tonne and measures whole millimetres up to ten metres', () => {
  const measured = (more: object) => problemsOf({...envelope, type: 'parcel.measure', parcelId: 'p', ...more});
  assert.deepEqual(measured({weightGrams: 1, dimensionsMm: {length: 10_000, width: 1, height: 1}}), []);
  assert.deepEqual(measured({weightGrams: null, dimensionsMm: null}), []);
  assert.deepEqual(measured({weightGrams: 0}), ['/weightGrams: must be at least 1.']);
  assert.deepEqual(measured({weightGrams: 1_000_001}), ['/weightGrams: must be at most 1000000.']);
  assert.deepEqual(measured({weightGrams: 0.5}), ['/weightGrams: must be a whole number.']);
  assert.deepEqual(measured({dimensionsMm: {length: 10_001, width: 1, height: 1}}), ['/dimensionsMm/length: must be at most 10000.']);
  assert.deepEqual(measured({dimensionsMm: {length: 1, width: 1}}), ['/dimensionsMm/height: must be of type number.']);
});

test('W1 fields nobody knows are left out, not refused', () => {
  assert.deepEqual(parseCommand({...pack, colour: 'red'}), {ok: true, command: pack});
});

test('W1 W3 a change of a line is a new one, one with other values, or one that goes, and what is wrong with it is named', () => {
  const edited = (...lines: readonly unknown[]) => problemsOf({...edit, changes: {lines}});
  assert.deepEqual(parseCommand(edit), {ok: true, command: edit});
  assert.deepEqual(parseCommand({...edit, changes: {lines: [{lineId: '1', quantity: 2, colour: 'red'}]}}), {ok: true, command: {...edit, changes: {lines: [{lineId: '1', quantity: 2}]}}});
  assert.deepEqual(edited({lineId: '1', quantity: 0.5, unitPrice: hkd(0.1), name: 3}), [
    '/changes/lines/0/quantity: must be a whole number.',
    '/changes/lines/0/unitPrice/amount: must be a whole number.',
    '/changes/lines/0/name: must be of type string.',
  ]);
  assert.deepEqual(edited({remove: '1'}, {remove: ''}), ['/changes/lines/1/remove: must be written in the documented form.']);
  assert.deepEqual(edited({add: line({quantity: -1}), remove: '1'}, {}, {lineId: '1', remove: '1'}), [0, 1, 2].map((index) => `/changes/lines/${index}: is not one of the known kinds.`));
  assert.deepEqual(edited({add: {...line(), name: undefined}}), ['/changes/lines/0/add/name: must be of type string.']);
  assert.deepEqual(edited({remove: `${'a'.repeat(100)}-l5000`}), []);
});

test('W6 a field that nobody knows is refused where it is, for those who ask for it', () => {
  const refused = (value: unknown): string[] => {
    const parsed = parseCommand(value, {unknownFields: 'refuse'});
    return parsed.ok ? [] : parsed.errors.map(({pointer, detail}) => `${pointer} ${detail}`);
  };
  for (const command of [pack, place, submit, edit]) {
    assert.deepEqual(refused(command), [], 'what is known is taken');
    assert.deepEqual(refused({...command, colour: 'red'}), ['/colour is not a known field.']);
    assert.ok(parseCommand({...command, colour: 'red'}).ok, 'elsewhere it is left out');
  }
  const order = newOrder();
  assert.deepEqual(refused({...place, order: {...order, 'a/b': 1, lines: [line(), {...line(), unitPrice: {...hkd(1), vat: 0}}]}}), ['/order/lines/1/unitPrice/vat is not a known field.', '/order/a~1b is not a known field.']);
  assert.deepEqual(refused({...edit, changes: {lines: [{add: line(), at: 1}]}}), ['/changes/lines/0/at is not a known field.']);
  assert.deepEqual(refused(JSON.parse(JSON.stringify(place).replace('{"id"', '{"__proto__":{"role":"owner"},"id"'))), ['/__proto__ is not a known field.']);
  assert.deepEqual(refused(JSON.parse(JSON.stringify({...place, order: {...order, source: {a: 'b'}}}).replace('"a":"b"', '"__proto__":"b"'))), ['/order/source/__proto__ is not a known field.']);
  assert.equal(refused({...pack, ...Object.fromEntries(Array.from({length: 30}, (_, index) => [`x${index}`, 1]))}).length, 20);
  assert.deepEqual(refused({...pack, quantity: 0, colour: 'red'}), ['/quantity must be at least 1.'], 'first it has to be a command');
});
