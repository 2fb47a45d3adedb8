import {Hono, type Context} from 'hono';
import {html} from 'hono/html';
import {EFFECT_HANDLERS} from '../effects/effect-handlers.ts';
import {readForm} from '../http/read-form.ts';
import type {Services} from '../services.ts';
import type {EffectRecord, EffectState} from '../storage/effect-storage.ts';
import {languageOf, type Language} from './language.ts';
import type {Markup} from './layout.ts';
import {requireSession, type StaffEnv} from './require-session.ts';
import {staffPage} from './staff-page.ts';
import type {EffectStrings} from './strings/effects.ts';
import {stringsFor} from './strings/index.ts';

/** Of each state; what needs somebody is shown whole, as far as anybody reads. */
const MOST: Readonly<Record<EffectState, number>> = {dead: 200, failed: 100, waiting: 20, done: 20};

interface ViewParts {
  readonly words: EffectStrings;
  readonly when: (moment: string) => string;
}

/** `/effects`: what waits, what failed and why, and what needs the owner. */
export function effectsPage(services: Services): Hono<StaffEnv> {
  const {storage, storeId, effectBell, now} = services;
  const act = async (context: Context<StaffEnv>, work: (key: string) => Promise<boolean>): Promise<Response> => {
    const key = (await readForm(context.req.raw)).get('key') ?? '';
    if (!(await work(key))) return context.redirect('/effects?over=1', 303);
    effectBell.ring();
    return context.redirect('/effects', 303);
  };
  return new Hono<StaffEnv>()
    .use(requireSession(services))
    .get('/', async (context) => context.html(await view(services, languageOf(context), {isGone: context.req.query('over') === '1'})))
    .post('/retry', (context) => act(context, (key) => storage.retryEffect(storeId, key, now())))
    .post('/give-up', (context) => act(context, (key) => storage.giveUpEffect(storeId, key, now())));
}

async function view({storage, storeId}: Services, language: Language, {isGone}: {isGone: boolean}): Promise<Markup> {
  const {settings} = await storage.readFeedState(storeId);
  const words = stringsFor(language).effects;
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-HK' : 'zh-HK', {timeZone: settings.timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23'});
  const parts: ViewParts = {words, when: (moment) => format.format(new Date(moment))};
  const counts = await storage.countEffects(storeId);
  const section = async (state: EffectState, lead: string | undefined, whole: number | undefined): Promise<Markup> => {
    const effects = await storage.listEffects(storeId, {state, limit: MOST[state]});
    const more = (whole ?? 0) - effects.length;
    return html`<section aria-labelledby="${state}">
      <h2 id="${state}">${words[state]} ${whole === undefined || whole === 0 ? '' : html`<span class="count number">${whole}</span>`}</h2>
      ${lead === undefined || effects.length === 0 ? '' : html`<p class="muted">${lead}</p>`}
      ${effects.length === 0 ? html`<p class="muted">${words.none}</p>` : html`<ul class="rows">${effects.map((effect) => row(parts, effect))}</ul>`}
      ${more > 0 ? html`<p class="muted">${words.more(more)}</p>` : ''}
    </section>`;
  };
  const sections = [await section('dead', words.deadLead, counts.dead), await section('failed', words.failedLead, counts.failed), await section('waiting', undefined, counts.waiting), await section('done', undefined, undefined)];
  return staffPage({
    language,
    storeName: settings.storeName,
    place: 'effects',
    title: words.title,
    styles: ['effects'],
    content: html`<main class="effects">
      <h1>${words.title}</h1>
      <p class="muted">${words.lead}</p>
      ${isGone ? html`<p class="notice" role="alert">${words.gone}</p>` : ''} ${sections}
    </main>`,
  });
}

function row({words, when}: ViewParts, effect: EffectRecord): Markup {
  const {kind, orderId, orderNumber, state} = effect;
  const isKnown = Object.hasOwn(EFFECT_HANDLERS, kind);
  const order = orderNumber === undefined ? '' : html`<a href="/desk#order/${encodeURIComponent(orderId)}">${words.order(orderNumber)}</a>`;
  return html`<li data-key="${effect.key}" data-state="${state}">
    <div>
      <strong>${words.kinds[kind] ?? kind}</strong> ${order}
      ${effect.error === undefined || state === 'done' ? '' : html`<p class="reason" lang="en">${effect.error}</p>`}
      ${isKnown || state === 'done' ? '' : html`<p class="reason">${words.unknownKind(kind)}</p>`}
      <p class="muted number">${factsOf({words, when}, effect, isKnown)}</p>
    </div>
    ${state === 'dead' || state === 'failed' ? acts(words, effect) : ''}
  </li>`;
}

/** One line of what is known about when and how often. */
function factsOf({words, when}: ViewParts, {state, outcome, doneAt, deadAt, dueAt, attempts}: EffectRecord, isKnown: boolean): string {
  if (state === 'done') return [outcome === undefined ? '' : words.outcomes[outcome], doneAt === undefined ? '' : when(doneAt)].filter((text) => text !== '').join(' · ');
  if (state === 'dead') return [words.tries(attempts), deadAt === undefined ? '' : words.since(when(deadAt))].filter((text) => text !== '').join(' · ');
  if (!isKnown) return attempts > 0 ? words.tries(attempts) : '';
  return attempts > 0 ? `${words.tries(attempts)} · ${words.next(when(dueAt))}` : words.due(when(dueAt));
}

/** Giving up asks once more: it opens, says what it means, and holds the button that does it. */
function acts(words: EffectStrings, {key, kind}: EffectRecord): Markup {
  return html`<div class="acts">
    <form method="post" action="/effects/retry"><input type="hidden" name="key" value="${key}" /><button type="submit">${words.retry}</button></form>
    <details>
      <summary>${words.giveUp}</summary>
      <form method="post" action="/effects/give-up">
        <input type="hidden" name="key" value="${key}" />
        <p>${words.sure[kind === 'mail' ? 'mail' : 'other']}</p>
        <button type="submit">${words.giveUpSure}</button>
      </form>
    </details>
  </div>`;
}
