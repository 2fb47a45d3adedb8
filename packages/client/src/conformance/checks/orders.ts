import {firstParcelId} from '@packline/core';
import type {Check} from '../check.ts';
import {expectProblem} from '../support/expect.ts';
import {showAnswer} from '../support/ask.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {sameJson} from '../support/same-json.ts';
import {give, newId, note, pack, place} from '../support/samples.ts';

/** One order, its log, and what is not there. */
export const orderChecks: readonly Check[] = [
  {
    name: 'GET /v1/orders/{id} has an ETag: 304 while nothing changed, the new order once something did',
    run: async (kit) => {
      const orderId = newId();
      await kit.apply(place(orderId));
      const path = `/v1/orders/${orderId}`;
      const first = await kit.ask('GET', path);
      const etag = first.headers.get('etag') ?? '';
      expectThat(/^(W\/)?"[^"]+"$/.test(etag), {sent: first.sent, expected: 'an ETag in quotes', came: show(first.headers.get('etag'))});
      const same = await kit.ask('GET', path, {headers: {'if-none-match': etag}, about: 'with If-None-Match of the order as it is'});
      expectThat(same.status === 304 && same.text === '', {sent: same.sent, expected: '304 without a body', came: showAnswer(same)});
      const listed = await kit.ask('GET', path, {headers: {'if-none-match': `"other", ${etag}`}, about: 'with two ETags, the second of them right'});
      expectThat(listed.status === 304, {sent: listed.sent, expected: '304', came: showAnswer(listed)});
      await kit.apply(note(orderId, 'changed'));
      const changed = await kit.ask('GET', path, {headers: {'if-none-match': etag}, about: 'with the ETag of before a change'});
      expectThat(changed.status === 200 && changed.headers.get('etag') !== etag, {sent: changed.sent, expected: '200 with another ETag', came: `${changed.status} with ${changed.headers.get('etag') ?? 'none'}`});
    },
  },
  {
    name: 'the log holds every event once, oldest first, with the command it came from',
    needs: 'events',
    run: async (kit) => {
      const orderId = newId();
      const commands = [place(orderId), pack(orderId, 2), note(orderId, 'in between'), give(orderId, {type: 'parcel.verify', parcelId: firstParcelId(orderId)})];
      const refused = pack(orderId, 50);
      await kit.apply(...commands);
      await kit.push([refused, ...commands]);
      const events = await kit.readEvents(orderId);
      const sent = `GET /v1/orders/${orderId}/events after four commands, a refused one, and the four again`;
      const places = events.map(({version, index}) => version * 1000 + index);
      expectThat(places.every((at, index) => index === 0 || at > (places[index - 1] ?? 0)), {sent, expected: 'version and index to rise from event to event', came: show(events.map(({version, index}) => `${version}.${index}`))});
      const ids = [...new Set(events.map(({commandId}) => commandId))];
      expectThat(ids.join() === commands.map(({id}) => id).join(), {sent, expected: 'events of the four commands, in their order, and of no other', came: show(ids)});
      const types = events.map(({event}) => event.type);
      expectThat(types[0] === 'order.placed' && types.includes('parcel.packed') && types.includes('note.added') && types.includes('parcel.verified'), {sent, expected: 'order.placed, parcel.packed, note.added and parcel.verified among them', came: show(types)});
      expectThat(events.every((event) => event.orderId === orderId), {sent, expected: 'events of this order only', came: show(events.map((event) => event.orderId))});
    },
  },
  {
    name: 'an order that is not there is a 404, and so is its log',
    run: async ({ask}) => {
      for (const path of [`/v1/orders/${newId()}`, `/v1/orders/${newId()}/events`, `/v1/orders/${newId()}/receipts/r1/content`]) expectProblem(await ask('GET', path), 'not-found');
    },
  },
  {
    name: 'an order reads the same on every way: with its command, by its id, in the feed',
    run: async (kit) => {
      const orderId = newId();
      const cursor = await kit.heads.of();
      const results = await kit.push([place(orderId), pack(orderId, 1)], {returnOrders: true});
      const told = results[1]?.order;
      for (let process = 0; process < kit.ask.processes; process += 1) {
        const read = await kit.readOrder(orderId, process);
        expectThat(sameJson(read, told), {sent: `GET /v1/orders/${orderId}`, expected: `the order that came with its last command, ${show(told)}`, came: show(read)});
      }
      const answer = await kit.ask('GET', '/v1/changes', {query: {after: cursor, limit: '1000'}});
      const {orders = []} = JSON.parse(answer.text) as {orders?: {id: string}[]};
      const fed = orders.find(({id}) => id === orderId);
      expectThat(sameJson(fed, told), {sent: answer.sent, expected: 'the same order as by its id', came: fed === undefined ? 'no such order' : show(fed)});
    },
  },
];
