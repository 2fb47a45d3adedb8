import {Hono, type Context, type MiddlewareHandler} from 'hono';
import type {Command, Order} from '@packline/core';
import type {ApiEnv} from '../http/api-env.ts';
import {readCommands, readSwitches} from '../http/commands-route.ts';
import {jsonBody, sendJson} from '../http/json-response.ts';
import {LIMITS} from '../http/limits.ts';
import {HttpProblem} from '../http/problem.ts';
import {readJson} from '../http/read-json.ts';
import type {Services} from '../services.ts';
import {channelOrderId, type ChannelName} from './channel-code.ts';
import {toAnswer} from './hooks-route.ts';
import {channelActor, placeIncoming} from './place-incoming.ts';
import {readDocument} from './read-document.ts';

/**
 * What a channel's token opens, and all it opens: placing orders under the channel's own name, as "order in" documents or
 * as commands, and reading those. Everybody else passes by.
 */
export function channelOrdersRoutes(services: Services): Hono<ApiEnv> {
  const {storage, storeId, commands} = services;

  /** An order of the channel by its external id, or by the id the shop knows it by. */
  async function readOwn(channel: ChannelName, id: string): Promise<string> {
    const stored = (await storage.readOrder(storeId, channelOrderId(channel.code, id))) ?? (await storage.readOrder(storeId, id));
    if (!stored || (JSON.parse(stored.doc) as Order).source?.['channel'] !== channel.code) throw new HttpProblem('not-found', 'This channel has placed no such order.');
    return stored.doc;
  }

  return new Hono<ApiEnv>()
    .post('/channel/orders', onlyChannels, async (context) => {
      const channel = channelOf(context);
      const document = await readJson(context.req.raw, LIMITS.hookBodyBytes);
      const {settings} = await storage.readFeedState(storeId);
      const read = readDocument('packline', document, settings.currency);
      const placed = read.kind === 'order' ? await placeIncoming(services, channel, read) : read;
      context.header('cache-control', 'no-store');
      return context.json(toAnswer(placed), placed.kind === 'order' && placed.isNew ? 201 : 200);
    })
    .get('/channel/orders/:externalId', onlyChannels, async (context) => sendJson(context.req.raw, jsonBody(await readOwn(channelOf(context), context.req.param('externalId')))))
    .get('/orders/:orderId', forChannels(async (context) => sendJson(context.req.raw, jsonBody(await readOwn(channelOf(context), context.req.param('orderId') ?? '')))))
    .post(
      '/commands',
      forChannels(async (context) => {
        const channel = channelOf(context);
        const wanted = (await readCommands(await readJson(context.req.raw, LIMITS.commandBodyBytes))).map((command) => asOwn(channel, command));
        const answer = await commands.run({commands: wanted, actor: channelActor(channel), ...readSwitches(context)});
        if (!answer.ok) throw new HttpProblem('invalid-request', answer.errors[0]?.detail, {errors: answer.errors});
        // Placed before under its external id: the same order, and no failure.
        const results = answer.results.map((result) => (result.refusal?.code === 'order/exists' ? {id: result.id, outcome: 'duplicate', version: result.version, position: result.position, order: result.order} : result));
        return sendJson(context.req.raw, jsonBody(JSON.stringify({results})));
      }),
    );
}

/** The command under the channel's name; `orderId` is the channel's own id, so that no order of anybody else is reached by it. */
function asOwn(channel: ChannelName, command: Command): Command {
  if (command.type !== 'order.place') throw new HttpProblem('forbidden', 'A channel’s token places orders and reads them; it gives no other command.');
  const externalId = command.order.source?.['externalId'] ?? command.orderId;
  return {...command, orderId: channelOrderId(channel.code, externalId), order: {...command.order, channel, source: {...command.order.source, channel: channel.code, externalId}}};
}

function channelOf(context: Context<ApiEnv>): ChannelName {
  const {channel} = context.get('person');
  if (channel === undefined) throw new HttpProblem('forbidden', 'This address is for the token of a channel.');
  return channel;
}

/** @throws HttpProblem `forbidden` for people. */
const onlyChannels: MiddlewareHandler<ApiEnv> = async (context, next) => {
  channelOf(context);
  await next();
};

/** Answers channels and lets people pass on to their own routes. */
function forChannels(answer: (context: Context<ApiEnv>) => Promise<Response>): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (context.get('person').channel === undefined) return next();
    return answer(context);
  };
}
