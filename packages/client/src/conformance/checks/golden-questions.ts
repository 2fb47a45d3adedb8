import {applyCommand, type Applied, type Command, type CommandResult, type GoldenFile, type Order} from '@packline/core';
import type {Check} from '../check.ts';
import {findDifference} from '../golden/find-difference.ts';
import {tellStory} from '../golden/tell-story.ts';
import type {Kit} from '../kit.ts';
import {expectThat, notOffered, show} from '../support/nonconformity.ts';
import {newId} from '../support/samples.ts';

/** Orders that are asked at the same time. */
const AT_ONCE = 4;

/**
 * The questions of a file begin with orders in the middle of their lives, which no command makes. So they are asked, as
 * trials, of the orders that the flows lead to; what core's rules say to them there is the answer that has to come.
 */
export const questionCheck = (file: GoldenFile, untold: number): Check => ({
  name: `questions of ${untold} stories, asked as trials of orders in the states that the flows lead to`,
  needs: 'dry-run',
  run: async (kit) => {
    const questions = file.stories.flatMap(({steps}) => steps.filter(({offTheWire}) => offTheWire !== true).map(({command}) => command)).filter(({type}) => type !== 'order.undo');
    const orders = await ordersOfFlows(kit);
    if (orders.length === 0 || questions.length === 0) notOffered('no golden vectors were given whose orders could be asked');
    // Every question is asked of one order, which one is a matter of chance; every order is asked some.
    const from = Math.floor(Math.random() * orders.length);
    const waiting = orders.map((order, place) => ({order, own: questions.filter((_, index) => (index + from) % orders.length === place)}));
    const askSome = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await askAll(kit, next.order, next.own);
    };
    await Promise.all(Array.from({length: AT_ONCE}, askSome));
  },
});

/** The orders that the stories of the first file end with, made once more. */
async function ordersOfFlows(kit: Kit): Promise<Order[]> {
  const [flows] = kit.golden;
  const orders: Order[] = [];
  for (const story of flows?.stories ?? []) {
    if (flows === undefined || story.order !== undefined) continue;
    const {steps} = tellStory(flows, story, `q-${newId()}`);
    // Half of the way: orders that are still under way are asked for more than those that are done.
    for (const length of new Set([Math.ceil(steps.length / 2), steps.length])) {
      if (length === 0) continue;
      const again = tellStory(flows, story, `q-${newId()}`).steps.slice(0, length);
      const results = await kit.push(again.map(({command}) => command), {returnOrders: true});
      const order = results.findLast(({order: told}) => told !== undefined)?.order;
      if (order) orders.push(order);
    }
  }
  return orders;
}

/**
 * Asks an order. What will be refused leaves it as it is, so all of that goes into one batch; what will be allowed has a
 * trial of its own.
 */
async function askAll(kit: Kit, order: Order, questions: readonly Command[]): Promise<void> {
  const {settings, user, role} = kit.session;
  const now = new Date().toISOString();
  const tries = questions.map((question): Try => {
    const command = asked(question, order);
    return {command, expected: applyCommand(order, command, {settings, actor: {...user, role}, now})};
  });
  const refused = tries.filter(({expected}) => !expected.ok);
  for (const batch of [refused, ...tries.filter(({expected}) => expected.ok).map((one) => [one])]) {
    if (batch.length === 0) continue;
    const results = await kit.push(batch.map(({command}) => command), {dryRun: true, returnOrders: true});
    for (const [index, one] of batch.entries()) compare(one, order, results[index]);
  }
}

interface Try {
  readonly command: Command;
  readonly expected: Applied;
}

function compare({command, expected}: Try, order: Order, result: CommandResult | undefined): void {
  const sent = `${JSON.stringify(command)} as a trial to an order that is ${order.status}/${order.fulfillment}/${order.payment}`;
  const said = expected.ok ? 'applied' : expected.refusal.code;
  const came = result?.refusal?.code ?? result?.outcome;
  expectThat(came === said, {sent, expected: said, came: show(came)});
  const found = expected.ok ? findDifference(JSON.parse(JSON.stringify(expected.order)), result?.order, {placedAtIsGiven: true}) : undefined;
  expectThat(found === undefined, {sent, expected: `${show(found?.expected)} in ${found?.pointer} of the order`, came: show(found?.came)});
}

/** A question about this order: its id instead of the one in the file, in derived ids too. */
function asked(question: Command, order: Order): Command {
  const text = JSON.stringify(question).replaceAll(`"${question.orderId}-`, `"${order.id}-`);
  return {...(JSON.parse(text) as Command), id: newId(), orderId: order.id};
}
