import type {Check} from '../check.ts';
import type {Kit} from '../kit.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {dispatch, newId, note, pack, place, placeOneUnit} from '../support/samples.ts';

const ROUNDS = 20;
/** Rounds at the same time: each is a race of its own, and others on the same backend make it a harder one. */
const AT_ONCE = 4;

/** Two devices send the last unit at the same moment. */
async function race(kit: Kit): Promise<void> {
  const orderId = newId();
  await kit.apply(placeOneUnit(orderId));
  const results = (await Promise.all([kit.push([dispatch(orderId)]), kit.push([dispatch(orderId)])])).flat();
  const sent = 'order.dispatch of the last unit, twice at the same moment';
  const told = results.map(({outcome, refusal}) => refusal?.code ?? outcome);
  expectThat(results.filter(({outcome}) => outcome === 'applied').length === 1, {sent, expected: 'exactly one “applied”', came: show(told)});
  const loser = results.find(({outcome}) => outcome === 'refused');
  expectThat(loser?.refusal !== undefined && loser.refusal.code === 'parcel/nothing-to-send', {sent, expected: 'the other refused with parcel/nothing-to-send', came: show(told)});
  const {parcels} = await kit.readOrder(orderId);
  const units = parcels.flatMap(({sentAt, contents}) => (sentAt === undefined ? [] : contents.map(({quantity}) => quantity)));
  expectThat(units.join() === '1', {sent, expected: 'one sent parcel with one unit in the order', came: show(units)});
}

/** What shops lose goods by. */
export const lastUnitChecks: readonly Check[] = [
  {
    name: `the last unit dispatched twice at the same moment, ${ROUNDS} times: exactly one wins, the other gets a named refusal`,
    run: async (kit) => {
      for (let round = 0; round < ROUNDS; round += AT_ONCE) await Promise.all(Array.from({length: AT_ONCE}, () => race(kit)));
    },
  },
  {
    name: 'three units, five packers at the same moment: three get one each, two are refused',
    run: async (kit) => {
      const orderId = newId();
      await kit.apply(place(orderId));
      const results = (await Promise.all(Array.from({length: 5}, () => kit.push([pack(orderId)])))).flat();
      const told = results.map(({outcome, refusal}) => refusal?.code ?? outcome).sort();
      const expected = ['applied', 'applied', 'applied', 'parcel/not-enough-left', 'parcel/not-enough-left'];
      expectThat(told.join() === expected.join(), {sent: 'parcel.pack of one of three units, five times at the same moment', expected: show(expected), came: show(told)});
      await kit.apply(note(orderId, 'all packed'));
      const {version} = await kit.readOrder(orderId);
      expectThat(version === 5, {sent: 'that, and one note', expected: 'the order at version 5', came: `version ${version}`});
    },
  },
];
