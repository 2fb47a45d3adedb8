import {firstParcelId, type Command, type CommandResult} from '@packline/core';
import type {Check} from '../check.ts';
import type {Kit} from '../kit.ts';
import {expectPointer} from '../support/expect.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {give, newId, note, pack, place} from '../support/samples.ts';

const outcomes = (results: readonly CommandResult[]): string => results.map(({outcome}) => outcome).join(', ');

/** Looks at an order that has to have been changed so often. */
async function expectVersion(kit: Kit, orderId: string, version: number, sent: string): Promise<void> {
  const order = await kit.readOrder(orderId);
  expectThat(order.version === version, {sent, expected: `the order at version ${version}, each command carried out once`, came: `version ${order.version}`});
}

/** An id is decided once, and for life. */
export const idempotencyChecks: readonly Check[] = [
  {
    name: 'the same command again is a duplicate with the version it had, and changes nothing',
    run: async (kit) => {
      const orderId = newId();
      const command = note(orderId, 'once');
      const [, first] = await kit.apply(place(orderId), command);
      await kit.apply(note(orderId, 'later'));
      const sent = 'note.add a second time, after something else';
      const [again] = await kit.push([command]);
      expectThat(again?.outcome === 'duplicate', {sent, expected: 'the outcome “duplicate”', came: show(again)});
      expectThat(again.version === first?.version && again.position >= first.position, {sent, expected: `version ${first?.version} and position ${first?.position} or later`, came: show(again)});
      await expectVersion(kit, orderId, 3, sent);
    },
  },
  {
    name: 'device and claimedAt may differ the second time',
    run: async (kit) => {
      const orderId = newId();
      const command = {...note(orderId, 'from a device'), device: {id: 'kit-a', seq: 1}, claimedAt: '2026-01-01T00:00:00.000Z'};
      await kit.apply(place(orderId), command);
      const [again] = await kit.push([{...command, device: {id: 'kit-b', seq: 9}, claimedAt: '2026-02-02T00:00:00.000Z'}]);
      expectThat(again?.outcome === 'duplicate', {sent: 'note.add again with another device and claimedAt', expected: 'the outcome “duplicate”', came: show(again)});
    },
  },
  {
    name: 'an id that comes back with another wish is a 422 that points at it, and nothing of the request is carried out',
    run: async (kit) => {
      const orderId = newId();
      const command = note(orderId, 'the first wish');
      await kit.apply(place(orderId), command);
      const other = {...command, text: 'another wish'} as Command;
      expectPointer(await kit.send([note(orderId, 'beside it'), other]), '/commands/1/id', 'invalid-request');
      await expectVersion(kit, orderId, 2, 'a note, and an id used for another wish, in one batch');
    },
  },
  {
    name: 'what was refused stays refused with the same refusal, also when it would be allowed by now',
    run: async (kit) => {
      const orderId = newId();
      const early = pack(orderId);
      const [refused] = await kit.push([early]);
      const sent = 'parcel.pack again, refused before the order was placed and possible now';
      expectThat(refused?.outcome === 'refused' && refused.refusal !== undefined, {sent: 'parcel.pack of an order that is not there', expected: 'a refusal', came: show(refused)});
      await kit.apply(place(orderId));
      const [again] = await kit.push([early]);
      expectThat(again?.outcome === 'refused', {sent, expected: 'the outcome “refused” as the first time', came: show(again?.outcome)});
      expectThat(JSON.stringify(again.refusal) === JSON.stringify(refused.refusal), {sent, expected: `the same refusal, ${show(refused.refusal)}`, came: show(again.refusal)});
      await expectVersion(kit, orderId, 1, sent);
    },
  },
  {
    name: 'a whole batch, half a batch and a mixed one may be sent again',
    run: async (kit) => {
      const orderId = newId();
      const batch = [place(orderId), ...['a', 'b', 'c', 'd', 'e'].map((text) => note(orderId, text))];
      await kit.apply(...batch);
      const whole = await kit.push(batch);
      expectThat(whole.every(({outcome}) => outcome === 'duplicate'), {sent: 'a batch of six a second time', expected: 'six duplicates', came: outcomes(whole)});
      const mixed = await kit.push([...batch.slice(3), note(orderId, 'f')]);
      expectThat(outcomes(mixed) === 'duplicate, duplicate, duplicate, applied', {sent: 'the second half of that batch with one new note', expected: 'three duplicates and one applied', came: outcomes(mixed)});
      await expectVersion(kit, orderId, 7, 'a batch of six, once more, and half of it with one more note');
    },
  },
  {
    name: 'the same id twice in one batch is carried out once',
    run: async (kit) => {
      const orderId = newId();
      const command = note(orderId, 'twice in one batch');
      const results = await kit.push([place(orderId), command, command]);
      expectThat(outcomes(results) === 'applied, applied, duplicate', {sent: 'order.place and the same note twice in one batch', expected: 'applied, applied, duplicate', came: outcomes(results)});
      await expectVersion(kit, orderId, 2, 'the same note twice in one batch');
    },
  },
  {
    name: 'the same id twelve times at the same moment is applied exactly once (5 rounds)',
    run: async (kit) => {
      const orderId = newId();
      await kit.apply(place(orderId));
      for (let round = 1; round <= 5; round += 1) {
        const command = note(orderId, `round ${round}`);
        const results = (await Promise.all(Array.from({length: 12}, () => kit.push([command])))).flat();
        const applied = results.filter(({outcome}) => outcome === 'applied').length;
        const duplicates = results.filter(({outcome}) => outcome === 'duplicate').length;
        const sent = 'one note.add in twelve requests at the same moment';
        expectThat(applied === 1 && duplicates === 11, {sent, expected: 'one “applied” and eleven “duplicate”', came: `${applied} applied, ${duplicates} duplicate`});
        await expectVersion(kit, orderId, 1 + round, sent);
      }
    },
  },
  {
    name: 'different commands to one order at the same moment are all carried out, one after the other',
    run: async (kit) => {
      const orderId = newId();
      await kit.apply(place(orderId));
      const results = (await Promise.all(Array.from({length: 16}, (_, index) => kit.push([note(orderId, `at once ${index}`)])))).flat();
      const versions = results.map(({version}) => version).sort((left, right) => left - right);
      expectThat(versions.join() === Array.from({length: 16}, (_, index) => index + 2).join(), {sent: '16 notes to one order at the same moment', expected: 'the versions 2 to 17, each once', came: show(versions)});
      const {notes = []} = await kit.readOrder(orderId);
      expectThat(notes.length === 16, {sent: '16 notes to one order at the same moment', expected: '16 notes in the order', came: `${notes.length}`});
    },
  },
  {
    name: 'two orders that wish for the same number at the same moment: one gets it, the other is refused',
    run: async (kit) => {
      const number = `${kit.word}-one`;
      const [left, right] = await Promise.all([kit.push([place(newId(), {number})]), kit.push([place(newId(), {number})])]);
      const both = [...left, ...right];
      const refused = both.find(({outcome}) => outcome === 'refused');
      expectThat(both.filter(({outcome}) => outcome === 'applied').length === 1 && refused?.refusal?.code === 'order/number-taken', {
        sent: 'two orders of the same number at the same moment',
        expected: 'one applied and one refused with order/number-taken',
        came: show(both.map(({outcome, refusal}) => refusal?.code ?? outcome)),
      });
    },
  },
  {
    name: 'an order that is there already is not placed again',
    run: async (kit) => {
      const orderId = newId();
      await kit.apply(place(orderId));
      const [again] = await kit.push([place(orderId)]);
      expectThat(again?.refusal?.code === 'order/exists', {sent: 'order.place with another id for an order that is there', expected: 'the refusal order/exists', came: show(again)});
      const [unknown] = await kit.push([give(newId(), {type: 'parcel.verify', parcelId: firstParcelId(orderId)})]);
      expectThat(unknown?.refusal?.code === 'order/not-found' && unknown.version === 0, {sent: 'parcel.verify for an order that is not there', expected: 'the refusal order/not-found with version 0', came: show(unknown)});
    },
  },
];
