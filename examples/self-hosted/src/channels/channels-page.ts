import {Hono, type Context} from 'hono';
import {HttpProblem} from '../http/problem.ts';
import {readForm} from '../http/read-form.ts';
import {languageOf} from '../pages/language.ts';
import {requireSession, type StaffEnv} from '../pages/require-session.ts';
import {stringsFor} from '../pages/strings/index.ts';
import type {Services} from '../services.ts';
import {channelCode} from './channel-code.ts';
import {channelsView, type Note} from './channels-view.ts';
import {pingEndpoint} from './deliver-webhook.ts';
import {CHANNEL_FORMATS, hookAddress, makeChannel, rotateChannelSecret} from './manage-channels.ts';
import {makeEndpoint, rotateEndpointSecret, switchEndpoint} from './manage-endpoints.ts';
import {ForbiddenAddressError} from './post-guarded.ts';
import {replayDelivery} from './receive-delivery.ts';

const LONGEST_NAME = 60;
const LONGEST_URL = 2000;

/** `/channels`: where orders come from and who is told about them, for the owner. A secret is shown once, in the answer to the form that made it. */
export function channelsPage(services: Services): Hono<StaffEnv> {
  const {storage, storeId} = services;

  async function show(context: Context, note: Note = {}, status: 200 | 201 | 422 = 200): Promise<Response> {
    return context.html(await channelsView(services, languageOf(context), note), status);
  }

  /** A field of a posted form; empty when it is missing. */
  const fieldOf = async (context: Context, name: string): Promise<string> => ((await readForm(context.req.raw)).get(name) ?? '').trim();

  return new Hono<StaffEnv>()
    .use(requireSession(services))
    .get('/', (context) => show(context))
    .post('/make', async (context) => {
      const form = await readForm(context.req.raw);
      const name = [...(form.get('name') ?? '').replace(/\p{Cc}/gu, ' ').trim()].slice(0, LONGEST_NAME).join('');
      const format = CHANNEL_FORMATS.find((known) => known === form.get('format'));
      if (format === undefined) throw new HttpProblem('bad-request', 'There is no such format.');
      const words = stringsFor(languageOf(context)).channels;
      if (name === '') return show(context, {nameWrong: words.nameMissing}, 422);
      if ((await storage.listChannels(storeId)).some(({code}) => code === channelCode(name))) return show(context, {nameWrong: words.nameTaken, name}, 422);
      const channel = await makeChannel(services, {name, format});
      return show(context, {secret: {secret: channel.secret, of: hookAddress(services.publicOrigin(), channel)}}, 201);
    })
    .post('/secret', async (context) => {
      const channel = await rotateChannelSecret(services, await fieldOf(context, 'id'));
      if (!channel) throw new HttpProblem('not-found', 'There is no such channel.');
      return show(context, {secret: {secret: channel.secret, of: hookAddress(services.publicOrigin(), channel), oldUntil: channel.oldSecretUntil}}, 201);
    })
    .post('/remove', async (context) => {
      await storage.removeChannel(storeId, await fieldOf(context, 'id'));
      return context.redirect('/channels', 303);
    })
    .post('/replay', async (context) => {
      const form = await readForm(context.req.raw);
      // What comes of it stands in the table, whatever it is.
      await replayDelivery(services, form.get('channel') ?? '', form.get('id') ?? '').catch((error: unknown) => {
        if (!(error instanceof HttpProblem)) throw error;
      });
      return context.redirect('/channels#deliveries', 303);
    })
    .post('/endpoints', async (context) => {
      const form = await readForm(context.req.raw);
      const url = (form.get('url') ?? '').trim().slice(0, LONGEST_URL);
      try {
        const endpoint = await makeEndpoint(services, {url, kinds: form.getAll('kind')});
        return await show(context, {secret: {secret: endpoint.secret, of: endpoint.url}}, 201);
      } catch (error) {
        if (error instanceof ForbiddenAddressError) return show(context, {urlWrong: error.message, url}, 422);
        throw error;
      }
    })
    .post('/endpoints/secret', async (context) => {
      const endpoint = await rotateEndpointSecret(services, await fieldOf(context, 'id'));
      if (!endpoint) throw new HttpProblem('not-found', 'There is no such address.');
      return show(context, {secret: {secret: endpoint.secret, of: endpoint.url, oldUntil: endpoint.oldSecretUntil}}, 201);
    })
    .post('/endpoints/switch', async (context) => {
      const form = await readForm(context.req.raw);
      await switchEndpoint(services, form.get('id') ?? '', form.get('to') === 'on' ? 'on' : 'off');
      return context.redirect('/channels#outgoing', 303);
    })
    .post('/endpoints/test', async (context) => {
      const endpoint = await storage.findEndpoint(storeId, await fieldOf(context, 'id'));
      if (!endpoint) throw new HttpProblem('not-found', 'There is no such address.');
      await pingEndpoint(services, endpoint);
      return context.redirect('/channels#attempts', 303);
    })
    .post('/endpoints/remove', async (context) => {
      await storage.removeEndpoint(storeId, await fieldOf(context, 'id'));
      return context.redirect('/channels#outgoing', 303);
    });
}
