import {firstParcelId} from '@packline/core';
import type {Check} from '../check.ts';
import {expectPointer, expectProblem} from '../support/expect.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {amount, newId, newOrder, note, place} from '../support/samples.ts';

/** Bodies that are no JSON, or not any that a backend has to take, and what is wrong with them. */
const NO_JSON: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] = [
  ['an empty body', ''],
  ['only spaces', '  \n '],
  ['a body that breaks off', '{"commands":[{"id":"'],
  ['a comma too many', '{"commands":[],}'],
  ['single quotes', "{'commands':[]}"],
  ['names without quotes', '{commands:[]}'],
  ['NaN', '{"commands":NaN}'],
  ['a comment', '{"commands":[] /* none */}'],
  ['two documents', '{"commands":[]}{"commands":[]}'],
  ['a control character in a text', '{"commands":["\u0001"]}'],
  ['a broken escape', '{"commands":["\\x41"]}'],
  ['a number that is none', '{"commands":[01]}'],
  ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d)],
  ['a form', 'commands=order.place'],
  ['a page', '<!doctype html><p>commands</p>'],
  ['brackets nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['brackets opened 1,000,000 times', '['.repeat(1_000_000)],
];

/** JSON of the wrong shape, and where it is wrong. */
const WRONG_BODIES: readonly (readonly [unknown, string])[] = [
  [null, ''],
  ['commands', ''],
  [7, ''],
  [{}, '/commands'],
  [{commands: null}, '/commands'],
  [{commands: {}}, '/commands'],
  [{commands: 'order.place'}, '/commands'],
  [{commands: []}, '/commands'],
  [{commands: [null]}, '/commands/0'],
  [{commands: ['order.place']}, '/commands/0'],
  [{commands: [[]]}, '/commands/0'],
];

const orderId = 'kit-malformed';
const envelope = {id: 'kit-malformed-command', schemaVersion: 1, orderId};
const packing = {...envelope, type: 'parcel.pack', parcelId: firstParcelId(orderId), lineId: '1', quantity: 1};
const placing = {...envelope, type: 'order.place', order: newOrder()};
const [firstLine] = placing.order.lines;

/** Commands of the wrong shape, and where, from the command on. */
const WRONG_COMMANDS: readonly (readonly [object, string])[] = [
  [{...packing, id: undefined}, '/id'],
  [{...packing, id: 7}, '/id'],
  [{...packing, id: ''}, '/id'],
  [{...packing, id: 'with a space'}, '/id'],
  [{...packing, id: 'x'.repeat(101)}, '/id'],
  [{...packing, orderId: null}, '/orderId'],
  [{...packing, orderId: '../orders'}, '/orderId'],
  [{...packing, schemaVersion: undefined}, '/schemaVersion'],
  [{...packing, schemaVersion: 99}, '/schemaVersion'],
  [{...packing, schemaVersion: '1'}, '/schemaVersion'],
  [{...packing, type: undefined}, '/type'],
  [{...packing, type: 'order.delete'}, '/type'],
  [{...packing, type: '__proto__'}, '/type'],
  [{...packing, quantity: '1'}, '/quantity'],
  [{...packing, quantity: 0}, '/quantity'],
  [{...packing, quantity: -1}, '/quantity'],
  [{...packing, quantity: 1.5}, '/quantity'],
  [{...packing, quantity: 1e300}, '/quantity'],
  [{...packing, quantity: null}, '/quantity'],
  [{...packing, parcelId: ['p1']}, '/parcelId'],
  [{...packing, device: 'phone'}, '/device'],
  [{...packing, device: {id: 'd', seq: 0}}, '/device/seq'],
  [{...packing, claimedAt: 'yesterday'}, '/claimedAt'],
  [{...envelope, type: 'note.add'}, '/text'],
  [{...envelope, type: 'note.add', text: {html: '<b>'}}, '/text'],
  [{...envelope, type: 'note.add', text: 'half of a pair: \ud800'}, '/text'],
  [{...envelope, type: 'order.dispatch', mode: 'everything'}, '/mode'],
  [{...envelope, type: 'order.dispatch', mode: 'all_items', shipOn: '2026-02-30'}, '/shipOn'],
  [{...envelope, type: 'order.archive', archived: 'yes'}, '/archived'],
  [{...envelope, type: 'payment.refund', amount: 12.5}, '/amount'],
  [{...envelope, type: 'payment.refund', amount: {...amount(1), scale: 7}}, '/amount/scale'],
  [{...placing, order: null}, '/order'],
  [{...placing, order: {...placing.order, lines: {}}}, '/order/lines'],
  [{...placing, order: {...placing.order, lines: [{...firstLine, unitPrice: {amount: 0.1, scale: 2, currency: 'HKD'}}]}}, '/order/lines/0/unitPrice/amount'],
  [{...placing, order: {...placing.order, lines: [{...firstLine, unitPrice: {amount: 1, scale: 2, currency: 'dollars'}}]}}, '/order/lines/0/unitPrice/currency'],
  [{...placing, order: {...placing.order, shippingMethod: {code: 'x', carrier: 'pigeon'}}}, '/order/shippingMethod/carrier'],
  [{...placing, order: {...placing.order, customer: 'Ms Lee'}}, '/order/customer'],
];

/** What is not the documented shape is refused whole. */
export const malformedChecks: readonly Check[] = [
  {
    name: `${NO_JSON.length} kinds of bodies that are no JSON are refused with a problem`,
    run: async ({ask}) => {
      for (const [what, bytes] of NO_JSON) expectProblem(await ask('POST', '/v1/commands', {bytes, about: `with ${what}`}), 'invalid-json', 'bad-request', 'invalid-request');
    },
  },
  {
    name: `${WRONG_BODIES.length} bodies of the wrong shape are refused with a pointer to where they are wrong`,
    run: async ({ask}) => {
      for (const [json, pointer] of WRONG_BODIES) expectPointer(await ask('POST', '/v1/commands', {json, about: `with the body ${JSON.stringify(json)}`}), pointer, 'invalid-request');
    },
  },
  {
    name: `${WRONG_COMMANDS.length} commands with a field of the wrong type are refused with a pointer to the field`,
    run: async ({ask}) => {
      for (const [command, pointer] of WRONG_COMMANDS) {
        const answer = await ask('POST', '/v1/commands', {json: {commands: [command]}, about: `with a command whose ${pointer} is wrong`});
        expectPointer(answer, `/commands/0${pointer}`, 'invalid-request');
      }
    },
  },
  {
    name: 'a batch with one command of the wrong shape changes nothing at all, and the pointer says which it is',
    run: async (kit) => {
      const [first, second] = [newId(), newId()];
      const wrong = {...note(second, 'x'), text: 5};
      expectPointer(await kit.send([place(first), place(second), wrong]), '/commands/2/text', 'invalid-request');
      for (const id of [first, second]) expectProblem(await kit.ask('GET', `/v1/orders/${id}`), 'not-found');
    },
  },
  {
    name: '`__proto__` and the like are names as any other',
    run: async (kit) => {
      const id = newId();
      const text = JSON.stringify({commands: [place(id, {source: {constructor: 'c', toString: 't'}})]}).replace('"constructor"', '"__proto__":"p","constructor"');
      const answer = await kit.ask('POST', '/v1/commands', {bytes: text, about: 'with an order whose source has the names __proto__, constructor and toString'});
      if (answer.status !== 200) {
        expectProblem(answer, 'invalid-request');
        return;
      }
      const {source} = await kit.readOrder(id);
      expectThat(source?.['constructor'] === 'c' && source['toString'] === 't', {sent: answer.sent, expected: 'the entries constructor and toString in the order’s source', came: show(source)});
    },
  },
];
