import type {Command, CommandResult, GoldenFile, LoggedEvent, Order, Role, Session} from '@packline/core';
import {commandsAnswerSchema} from '../contract/commands.ts';
import {orderDocumentSchema} from '../contract/documents.ts';
import {eventsAnswerSchema} from '../contract/orders.ts';
import {FeedHeads} from './support/feed-reader.ts';
import type {Answer, Ask, Question} from './support/ask.ts';
import {expectJson} from './support/expect.ts';
import {expectThat, show} from './support/nonconformity.ts';

/** How a batch is sent. */
export interface PushOptions extends Pick<Question, 'token' | 'process'> {
  readonly dryRun?: boolean;
  readonly returnOrders?: boolean;
}

/** What every check works with: the backend, and words about it. */
export interface Kit {
  readonly ask: Ask;
  readonly session: Session;
  /** A word of this run, so that its orders are found among all others. */
  readonly word: string;
  /** How long the part with several writers writes. */
  readonly seconds: number;
  readonly golden: readonly GoldenFile[];
  /** Tokens of other roles, where they were given. */
  readonly tokens: Partial<Record<Role, string>>;
  readonly heads: FeedHeads;
  /** Sends commands. */
  send(commands: readonly unknown[], options?: PushOptions): Promise<Answer>;
  /** Sends commands and reads the results. @throws Nonconformity unless there is one for each, in order. */
  push(commands: readonly Command[], options?: PushOptions): Promise<readonly CommandResult[]>;
  /** Sends commands that have to be applied. @throws Nonconformity when one is not. */
  apply(...commands: readonly Command[]): Promise<readonly CommandResult[]>;
  readOrder(orderId: string, process?: number): Promise<Order>;
  readEvents(orderId: string): Promise<readonly LoggedEvent[]>;
}

const BACKEND_PATH = {commands: '/v1/commands', orders: '/v1/orders'} as const;

export function createKit(given: Pick<Kit, 'ask' | 'session' | 'seconds' | 'golden' | 'tokens'>): Kit {
  const {ask} = given;
  const kit: Kit = {
    ...given,
    word: `kit${crypto.randomUUID().slice(0, 8)}`,
    heads: new FeedHeads(ask),

    send: (commands, {dryRun, returnOrders, ...more} = {}) => {
      const query = {...(dryRun === true ? {dryRun: '1'} : {}), ...(returnOrders === true ? {return: 'order'} : {})};
      return ask('POST', BACKEND_PATH.commands, {json: {commands}, about: `with ${tellCommands(commands)}`, ...(Object.keys(query).length > 0 ? {query} : {}), ...more});
    },

    async push(commands, options) {
      const answer = await kit.send(commands, options);
      const {results} = expectJson(answer, commandsAnswerSchema, 'the results');
      const ids = results.map(({id}) => id);
      expectThat(ids.join() === commands.map(({id}) => id).join(), {sent: answer.sent, expected: 'one result for each command, in the order they were sent', came: show(ids)});
      return results;
    },

    async apply(...commands) {
      const results = await kit.push(commands);
      for (const [index, result] of results.entries()) {
        expectThat(result.outcome === 'applied', {sent: tellCommands(commands.slice(index, index + 1)), expected: 'the outcome “applied”', came: show({outcome: result.outcome, refusal: result.refusal})});
      }
      return results;
    },

    readOrder: async (orderId, process) => expectJson(await ask('GET', `${BACKEND_PATH.orders}/${orderId}`, process === undefined ? {} : {process}), orderDocumentSchema, 'the order'),
    readEvents: async (orderId) => expectJson(await ask('GET', `${BACKEND_PATH.orders}/${orderId}/events`), eventsAnswerSchema, 'the events').events,
  };
  return kit;
}

/** Commands as they stand in a sentence. */
export function tellCommands(commands: readonly unknown[]): string {
  const types = commands.map((command) => (typeof command === 'object' && command !== null && 'type' in command ? String(command.type) : show(command)));
  const shown = types.slice(0, 4).join(', ');
  return types.length > 4 ? `${types.length} commands (${shown}, …)` : shown;
}
