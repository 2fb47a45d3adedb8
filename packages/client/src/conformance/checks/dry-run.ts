import {firstParcelId} from '@packline/core';
import type {Check} from '../check.ts';
import {expectProblem} from '../support/expect.ts';
import {FeedReader} from '../support/feed-reader.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {dispatch, give, newId, note, pack, place} from '../support/samples.ts';

const needs = 'dry-run';

/** `?dryRun=1`: decided, and nothing written. */
export const dryRunChecks: readonly Check[] = [
  {
    name: 'dryRun=1 writes nothing: no order, no change, no feed entry, and the id stays free',
    needs,
    run: async (kit) => {
      const [placed, tried] = [newId(), newId()];
      await kit.apply(place(placed));
      const cursor = await kit.heads.of();
      const placing = place(tried);
      const noting = note(placed, 'only a trial');
      const sent = 'POST /v1/commands?dryRun=1 with order.place and note.add';
      const results = await kit.push([placing, noting], {dryRun: true});
      expectThat(results.every(({outcome, position}) => outcome === 'applied' && position === 0), {sent, expected: 'two applied results at position 0', came: show(results.map(({outcome, position}) => ({outcome, position})))});
      expectProblem(await kit.ask('GET', `/v1/orders/${tried}`), 'not-found');
      const {version} = await kit.readOrder(placed);
      expectThat(version === 1, {sent, expected: 'the order to stay at version 1', came: `version ${version}`});
      const reader = new FeedReader(kit.ask, {cursor});
      await reader.readToEnd();
      expectThat(!reader.orders.has(placed) && !reader.orders.has(tried), {sent, expected: 'nothing about these orders in the feed', came: 'a changed order'});
      const real = await kit.push([placing, noting]);
      expectThat(real.every(({outcome}) => outcome === 'applied'), {sent: 'the same commands for real after the trial', expected: 'both applied, because a trial uses up no id', came: show(real.map(({outcome}) => outcome))});
    },
  },
  {
    name: 'each command of a trial meets the order as it would be after those before it',
    needs,
    run: async (kit) => {
      const orderId = newId();
      const results = await kit.push([place(orderId), pack(orderId, 2), pack(orderId, 2), dispatch(orderId)], {dryRun: true, returnOrders: true});
      const outcomes = results.map(({outcome, refusal}) => refusal?.code ?? outcome);
      const sent = 'POST /v1/commands?dryRun=1 with order.place, packing 2 of 3, packing 2 more, order.dispatch';
      expectThat(outcomes.join() === 'applied,applied,parcel/not-enough-left,applied', {sent, expected: 'applied, applied, parcel/not-enough-left, applied', came: show(outcomes)});
      const versions = results.map(({order}) => order?.version);
      expectThat(versions.join() === '1,2,2,3', {sent, expected: 'orders of the versions 1, 2, 2 and 3', came: show(versions)});
    },
  },
  {
    name: 'a refusal in a trial is not remembered',
    needs,
    run: async (kit) => {
      const orderId = newId();
      const verify = give(orderId, {type: 'parcel.verify', parcelId: firstParcelId(orderId)});
      const [refused] = await kit.push([verify], {dryRun: true});
      expectThat(refused?.outcome === 'refused' && refused.refusal !== undefined, {sent: 'parcel.verify of an order that is not there, as a trial', expected: 'a refusal', came: show(refused)});
      await kit.apply(place(orderId), pack(orderId));
      const [real] = await kit.push([verify]);
      expectThat(real?.outcome === 'applied', {sent: 'the same parcel.verify for real, possible by now', expected: 'the outcome “applied”', came: show(real)});
    },
  },
];
