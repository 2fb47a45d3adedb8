import {firstParcelId, type Command} from '@packline/core';
import type {Check} from '../check.ts';
import {expectPointer, expectProblem} from '../support/expect.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {give, newId, note, pack, place} from '../support/samples.ts';

/** The envelope of `POST /v1/commands`. */
export const commandChecks: readonly Check[] = [
  {
    name: 'a command is applied; its result names id, outcome, version and the feed position that contains it',
    run: async (kit) => {
      const orderId = newId();
      const [placed] = await kit.apply(place(orderId));
      const [packed] = await kit.apply(pack(orderId));
      expectThat(placed?.version === 1 && packed?.version === 2, {sent: 'order.place, then parcel.pack', expected: 'the versions 1 and 2', came: show([placed?.version, packed?.version])});
      expectThat(placed.position > 0 && packed.position > placed.position, {sent: 'order.place, then parcel.pack', expected: 'a position above 0, then a higher one', came: show([placed.position, packed.position])});
      const order = await kit.readOrder(orderId);
      expectThat(order.version === 2 && order.id === orderId, {sent: `GET /v1/orders/${orderId} after both`, expected: 'version 2', came: `version ${order.version}`});
    },
  },
  {
    name: '500 commands make a batch, decided in the order they were sent, each on the newest state',
    run: async (kit) => {
      const orderId = newId();
      const notes = Array.from({length: 499}, (_, index) => note(orderId, `note ${index + 1}`));
      const results = await kit.push([place(orderId), ...notes]);
      const wrong = results.findIndex(({outcome, version}, index) => outcome !== 'applied' || version !== index + 1);
      expectThat(wrong === -1, {sent: 'order.place and 499 × note.add to the same order in one batch', expected: `result ${wrong} to be applied with version ${wrong + 1}`, came: show(results[wrong])});
      const {notes: kept = [], version} = await kit.readOrder(orderId);
      expectThat(version === 500 && kept.length === 499, {sent: `GET /v1/orders/${orderId} after that batch`, expected: 'version 500 with 499 notes', came: `version ${version} with ${kept.length}`});
    },
  },
  {
    name: '501 commands are refused, and none is carried out',
    run: async (kit) => {
      const orderId = newId();
      const commands: Command[] = [place(orderId), ...Array.from({length: 500}, () => note(orderId, 'one too many'))];
      expectPointer(await kit.send(commands), '/commands', 'invalid-request');
      expectProblem(await kit.ask('GET', `/v1/orders/${orderId}`), 'not-found');
    },
  },
  {
    name: 'a bare array is refused, and nothing of it is carried out',
    run: async (kit) => {
      const orderId = newId();
      const answer = await kit.ask('POST', '/v1/commands', {json: [place(orderId)], about: 'with a bare array of one order.place'});
      expectProblem(answer, 'invalid-request', 'invalid-json', 'bad-request');
      expectProblem(await kit.ask('GET', `/v1/orders/${orderId}`), 'not-found');
    },
  },
  {
    name: 'a refused command changes nothing, does not stop those after it, and brings the newest order',
    run: async (kit) => {
      const orderId = newId();
      await kit.apply(place(orderId));
      const refusedPack = give(orderId, {type: 'parcel.pack', parcelId: firstParcelId(orderId), lineId: '1', quantity: 99});
      const [first, second, third] = await kit.push([note(orderId, 'before'), refusedPack, note(orderId, 'after')]);
      const sent = 'note.add, parcel.pack of 99 units, note.add to an order with 3';
      expectThat(first?.outcome === 'applied' && second?.outcome === 'refused' && third?.outcome === 'applied', {sent, expected: 'applied, refused, applied', came: show([first?.outcome, second?.outcome, third?.outcome])});
      expectThat(second.refusal?.code === 'parcel/not-enough-left', {sent, expected: 'the refusal parcel/not-enough-left', came: show(second.refusal)});
      expectThat(second.version === 2 && second.position === 0, {sent, expected: 'a refused result with the order’s version as it is (2) and position 0', came: show({version: second.version, position: second.position})});
      expectThat(second.order?.id === orderId && second.order.version === 2, {sent, expected: 'the order, at version 2, with the refused result', came: show(second.order && {id: second.order.id, version: second.order.version})});
      expectThat(first.order === undefined, {sent, expected: 'no order with an applied result that nobody asked for', came: show(first.order)});
      expectThat(third.version === 3, {sent, expected: 'version 3 after the last', came: `version ${third.version}`});
    },
  },
  {
    name: 'return=order adds the order to every result, as it was after that command',
    run: async (kit) => {
      const orderId = newId();
      const results = await kit.push([place(orderId), note(orderId, 'a'), note(orderId, 'b')], {returnOrders: true});
      const versions = results.map(({order}) => order?.version);
      expectThat(versions.join() === '1,2,3', {sent: 'POST /v1/commands?return=order with order.place and two notes', expected: 'orders of the versions 1, 2 and 3', came: show(versions)});
    },
  },
  {
    name: 'dryRun and return take no other value than the documented one',
    run: async (kit) => {
      const orderId = newId();
      const body = {json: {commands: [place(orderId)]}, about: 'with order.place'};
      for (const query of [{dryRun: 'true'}, {dryRun: '0'}, {return: 'orders'}]) expectProblem(await kit.ask('POST', '/v1/commands', {...body, query}), 'bad-parameter');
      expectProblem(await kit.ask('GET', `/v1/orders/${orderId}`), 'not-found');
    },
  },
  {
    name: 'what a document keeps as written comes back as written',
    run: async (kit) => {
      const orderId = newId();
      const source = {'shop id': 'A-1/2', '備註': 'العربية \u202e ﷽ 👩‍👩‍👧 \t\n "quoted" \\ </script>', empty: ''};
      const customerNote = 'Ünï¢ødé 轉數快 𝒳 \u0001\u007f \u2028 ﬀ';
      await kit.apply(place(orderId, {source, customerNote}));
      const kept = await kit.readOrder(orderId);
      expectThat(kept.customerNote === customerNote, {sent: `order.place with the note ${show(customerNote)}`, expected: 'the same text in the order', came: show(kept.customerNote)});
      const changed = Object.entries(source).find(([name, text]) => kept.source?.[name] !== text);
      expectThat(changed === undefined, {sent: `order.place with the source ${show(source)}`, expected: 'every entry as it was sent', came: show(kept.source)});
    },
  },
  {
    name: 'a field that nobody knows is refused with a pointer to it: a wish that is half understood is not carried out',
    run: async (kit) => {
      const orderId = newId();
      const placing = place(orderId);
      const order = placing.type === 'order.place' ? placing.order : undefined;
      for (const [json, pointer] of [
        [{commands: [{...placing, urgency: {level: 9}}]}, '/commands/0/urgency'],
        [{commands: [{...placing, order: {...order, colour: 'red'}}]}, '/commands/0/order/colour'],
        [{commands: [placing], atomic: true}, '/atomic'],
      ] as const) {
        expectPointer(await kit.ask('POST', '/v1/commands', {json, about: `with order.place and the unknown field ${pointer}`}), pointer, 'invalid-request');
      }
      expectProblem(await kit.ask('GET', `/v1/orders/${orderId}`), 'not-found');
    },
  },
  {
    name: 'an order keeps the highest sequence number of each device it contains',
    run: async (kit) => {
      const orderId = newId();
      const device = `kit-${newId()}`;
      await kit.apply({...place(orderId), device: {id: device, seq: 1}}, {...note(orderId, 'two'), device: {id: device, seq: 2}}, note(orderId, 'of no device'));
      const {applied} = await kit.readOrder(orderId);
      expectThat(applied[device] === 2, {sent: 'commands 1 and 2 of a device to one order', expected: `applied["${device}"] of 2 in the order`, came: show(applied)});
    },
  },
];
