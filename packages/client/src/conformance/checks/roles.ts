import type {Role} from '@packline/core';
import {ordersPageSchema} from '../../contract/orders.ts';
import {sessionSchema} from '../../contract/session.ts';
import {changesPageSchema} from '../../contract/changes.ts';
import type {Check} from '../check.ts';
import type {Kit} from '../kit.ts';
import {expectJson, expectProblem} from '../support/expect.ts';
import {askPage} from '../support/feed-reader.ts';
import {expectThat, notOffered, show} from '../support/nonconformity.ts';
import {newId, note, pack, place} from '../support/samples.ts';

/** The token of a role, where whoever runs the kit has given one. */
function tokenOf({tokens}: Kit, role: Role): string {
  return tokens[role] ?? notOffered(`no token of a ${role} was given (PACKLINE_${role.toUpperCase()}_TOKEN)`);
}

/** What the other roles see and may do. */
export const roleChecks: readonly Check[] = [
  {
    name: 'each token is told its role',
    run: async (kit) => {
      const given = Object.entries(kit.tokens);
      if (given.length === 0) notOffered('no tokens of other roles were given (PACKLINE_PACKER_TOKEN, PACKLINE_VIEWER_TOKEN)');
      for (const [role, token] of given) {
        const {role: told} = expectJson(await kit.ask('GET', '/v1/me', {token}), sessionSchema, 'the session');
        expectThat(told === role, {sent: `GET /v1/me with the token of a ${role}`, expected: `the role “${role}”`, came: show(told)});
      }
    },
  },
  {
    name: 'a packer sees copies without amounts and contacts, on every way',
    run: async (kit) => {
      const token = tokenOf(kit, 'packer');
      const orderId = newId();
      await kit.apply(place(orderId, {tags: [kit.word], customer: {name: 'Kit', email: 'secret@example.com', phone: '+852 6655 4433'}, shippingAddress: {name: 'Kit', lines: ['Flat 1'], country: 'HK'}, staffNote: 'call +852 6655 4433 about HKD 350.00'}));
      const packed = await kit.send([pack(orderId)], {token, returnOrders: true});
      const answers = [packed, await kit.ask('GET', `/v1/orders/${orderId}`, {token}), await kit.ask('GET', `/v1/orders/${orderId}/events`, {token}), await kit.ask('GET', '/v1/orders', {token, query: {q: `tag:${kit.word}`}})];
      const after = expectJson(await askPage(kit.ask, {token, limit: 1000}), changesPageSchema, 'a page of the feed');
      answers.push(await askPage(kit.ask, {token, limit: 1000, cursor: after.cursor}));
      for (const {sent, text, status} of answers) {
        expectThat(status === 200, {sent: `${sent} as a packer`, expected: '200', came: `${status} ${text.slice(0, 200)}`});
        const shown = ['secret@example.com', '6655 4433', '"amount":10000', '"amount":35000'].find((secret) => text.includes(secret));
        expectThat(shown === undefined, {sent: `${sent} as a packer`, expected: 'no amount and no way to reach the customer', came: `an answer with ${show(shown)}`});
      }
      const order = JSON.parse(answers[1]?.text ?? '{}') as {redactedFor?: string};
      expectThat(order.redactedFor === 'packer', {sent: `GET /v1/orders/${orderId} as a packer`, expected: 'redactedFor “packer”', came: show(order.redactedFor)});
    },
  },
  {
    name: 'what a packer cannot see cannot be found by asking either',
    run: async (kit) => {
      const token = tokenOf(kit, 'packer');
      await kit.apply(place(newId(), {tags: [kit.word], customer: {name: 'Kit', email: 'hidden-mail@example.com'}}));
      for (const query of [{q: 'total:>1'}, {q: 'email:hidden'}, {sort: 'total'}] as const) expectProblem(await kit.ask('GET', '/v1/orders', {token, query}), 'forbidden');
      const {count} = expectJson(await kit.ask('GET', '/v1/orders', {token, query: {q: `tag:${kit.word} hidden-mail`}}), ordersPageSchema, 'a page of orders');
      expectThat(count === 0, {sent: 'a packer’s query for an e-mail address', expected: 'no order', came: show(count)});
    },
  },
  {
    name: 'a cursor belongs to its role',
    run: async (kit) => {
      const token = tokenOf(kit, 'packer');
      expectProblem(await askPage(kit.ask, {token, cursor: await kit.heads.of()}), 'cursor-gone');
    },
  },
  {
    name: 'a viewer reads and changes nothing',
    run: async (kit) => {
      const token = tokenOf(kit, 'viewer');
      const orderId = newId();
      await kit.apply(place(orderId));
      const answer = await kit.send([note(orderId, 'not mine to write')], {token});
      if (answer.status === 403) expectProblem(answer, 'forbidden');
      else {
        const [result] = await kit.push([note(orderId, 'nor this')], {token});
        expectThat(result?.refusal?.code === 'actor/not-allowed', {sent: 'note.add as a viewer', expected: 'a refusal with actor/not-allowed, or 403', came: show(result)});
      }
      const {version} = await kit.readOrder(orderId);
      expectThat(version === 1, {sent: 'commands as a viewer', expected: 'the order to stay at version 1', came: `version ${version}`});
    },
  },
];
