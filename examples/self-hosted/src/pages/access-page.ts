import {Hono} from 'hono';
import {html} from 'hono/html';
import type {TokenHolder} from '../access/access.ts';
import {STAFF_ROLES} from '../access/seen-by.ts';
import {channelCode} from '../channels/channel-code.ts';
import {HttpProblem} from '../http/problem.ts';
import {readForm} from '../http/read-form.ts';
import {newId} from '../new-id.ts';
import type {Services} from '../services.ts';
import type {SessionRecord} from '../storage/access-storage.ts';
import {languageOf, type Language} from './language.ts';
import type {Markup} from './layout.ts';
import {requireSession, type StaffEnv} from './require-session.ts';
import {staffPage} from './staff-page.ts';
import {stringsFor} from './strings/index.ts';

const LONGEST_LABEL = 60;
/** Roles of people, and the one of programs that only place orders. */
const TOKEN_ROLES = [...STAFF_ROLES, 'channel'] as const;

/** `/access`: the owner's API tokens. A new one is shown once, in the answer to the form that made it. */
export function accessPage(services: Services): Hono<StaffEnv> {
  const {access} = services;
  return new Hono<StaffEnv>()
    .use(requireSession(services))
    .get('/', async (context) => context.html(await page(services, languageOf(context), {})))
    .post('/tokens', async (context) => {
      const language = languageOf(context);
      const form = await readForm(context.req.raw);
      const label = [...(form.get('label') ?? '').replace(/\p{Cc}/gu, ' ').trim()].slice(0, LONGEST_LABEL).join('');
      if (label === '') return context.html(await page(services, language, {labelMissing: true}), 422);
      const role = TOKEN_ROLES.find((known) => known === (form.get('role') ?? 'owner'));
      if (role === undefined) throw new HttpProblem('bad-request', 'There is no such role.');
      const made = await access.makeToken(label, holderOf(role, label, context.get('session')));
      return context.html(await page(services, language, {made}), 201);
    })
    .post('/tokens/remove', async (context) => {
      await access.removeToken((await readForm(context.req.raw)).get('id') ?? '');
      return context.redirect('/access', 303);
    });
}

/** The owner's own programs work in the owner's name, everybody else in their own. A channel of the same name is the same channel. */
function holderOf(role: (typeof TOKEN_ROLES)[number], label: string, {userId, userName}: SessionRecord): TokenHolder {
  if (role === 'owner') return {id: userId, name: userName, role};
  return {id: role === 'channel' ? channelCode(label) : newId(), name: label, role};
}

async function page({access, storage, storeId}: Services, language: Language, {made, labelMissing = false}: {made?: string; labelMissing?: boolean}): Promise<Markup> {
  const strings = stringsFor(language);
  const {settings} = await storage.readFeedState(storeId);
  const tokens = await access.listTokens();
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-HK' : 'zh-HK', {timeZone: settings.timeZone, dateStyle: 'medium'});
  const rows = tokens.map(
    (token) => html`<li>
      <span>${token.label}</span>
      <span class="muted">${TOKEN_ROLES.filter((role) => role === token.role).map((role) => strings.roles[role])} · ${strings.tokenCreated} ${day.format(new Date(token.createdAt))}</span>
      <form method="post" action="/access/tokens/remove">
        <input type="hidden" name="id" value="${token.id}" />
        <button type="submit">${strings.tokenRemove}</button>
      </form>
    </li>`,
  );
  return staffPage({
    language,
    storeName: settings.storeName,
    place: 'tokens',
    title: strings.tokensTitle,
    content: html`<main>
      <h1>${strings.tokensTitle}</h1>
      <p class="muted">${strings.tokensLead}</p>
      ${made === undefined ? '' : html`<div class="made" role="status"><p>${strings.tokenMade}</p><code>${made}</code></div>`}
      ${tokens.length === 0 ? html`<p class="empty">${strings.tokensNone}</p>` : html`<ul class="rows">${rows}</ul>`}
      <form class="stack" method="post" action="/access/tokens">
        <div class="field">
          <label for="label">${strings.tokenFor}</label>
          <input id="label" name="label" maxlength="${LONGEST_LABEL}" autocomplete="off" ${labelMissing ? html`aria-invalid="true" aria-describedby="label-wrong" autofocus` : ''} />
          ${labelMissing ? html`<p class="wrong" id="label-wrong">${strings.tokenForMissing}</p>` : ''}
        </div>
        <div class="field">
          <label for="role">${strings.tokenRole}</label>
          <select id="role" name="role">${TOKEN_ROLES.map((role) => html`<option value="${role}">${strings.roles[role]}</option>`)}</select>
        </div>
        <button class="primary" type="submit">${strings.tokenMake}</button>
      </form>
    </main>`,
  });
}
