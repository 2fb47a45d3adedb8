import type {Instant} from '@packline/core';
import {html} from 'hono/html';
import type {Language} from '../pages/language.ts';
import type {Markup} from '../pages/layout.ts';
import {staffPage} from '../pages/staff-page.ts';
import {stringsFor} from '../pages/strings/index.ts';
import type {Services} from '../services.ts';
import type {ChannelRecord, DeliveryRecord} from '../storage/channel-storage.ts';
import {endpointsView} from './endpoints-view.ts';
import {CHANNEL_FORMATS, hookAddress} from './manage-channels.ts';

/** Rows of each log that the page shows. */
const MOST_ROWS = 100;

/** What the page has to say besides what there is. */
export interface Note {
  /** A fresh secret and the address it belongs to. */
  readonly secret?: {readonly secret: string; readonly of: string; readonly oldUntil?: Instant | undefined};
  readonly name?: string;
  readonly nameWrong?: string;
  readonly url?: string;
  readonly urlWrong?: string;
}

/** What the views of this page share. */
export interface ViewParts {
  readonly language: Language;
  /** An instant in the shop's time. */
  readonly when: (at: Instant) => string;
  readonly note: Note;
}

/** The whole page. */
export async function channelsView(services: Services, language: Language, note: Note): Promise<Markup> {
  const {storage, storeId, publicOrigin} = services;
  const words = stringsFor(language).channels;
  const {settings} = await storage.readFeedState(storeId);
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-HK' : 'zh-HK', {
    timeZone: settings.timeZone,
    year: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const parts: ViewParts = {language, note, when: (at) => format.format(new Date(at))};
  const [channels, deliveries] = [await storage.listChannels(storeId), await storage.listDeliveries(storeId, MOST_ROWS)];
  const [endpoints, attempts] = [await storage.listEndpoints(storeId), await storage.listAttempts(storeId, MOST_ROWS)];
  return staffPage({
    language,
    storeName: settings.storeName,
    place: 'channels',
    title: words.title,
    styles: ['channels'],
    content: html`<main class="channels">
      <h1>${words.title}</h1>
      ${madeSecret(parts)}
      <section aria-labelledby="incoming">
        <h2 id="incoming">${words.incoming}</h2>
        <p class="muted">${words.incomingLead}</p>
        ${channels.length === 0 ? html`<p class="empty">${words.none}</p>` : html`<ul class="rows">${channels.map((channel) => channelRow(parts, channel, publicOrigin()))}</ul>`}
        ${channelForm(parts)}
        <h3 id="deliveries">${words.deliveries}</h3>
        ${deliveries.length === 0 ? html`<p class="empty">${words.deliveriesNone}</p>` : deliveryTable(parts, deliveries, channels)}
      </section>
      ${endpointsView(parts, endpoints, attempts)}
    </main>`,
  });
}

function madeSecret({language, when, note: {secret}}: ViewParts): Markup | '' {
  if (!secret) return '';
  const words = stringsFor(language).channels;
  return html`<div class="made" role="status">
    <p>${words.secretMade} ${secret.oldUntil === undefined ? '' : words.twoSecrets(when(secret.oldUntil))}</p>
    <p><code>${secret.of}</code></p>
    <code class="secret">${secret.secret}</code>
  </div>`;
}

function channelRow({language}: ViewParts, channel: ChannelRecord, origin: string): Markup {
  const words = stringsFor(language).channels;
  return html`<li>
    <span
      ><strong>${channel.name}</strong> <span class="muted">${words.formats[channel.format]}</span><br /><code class="mono" aria-label="${words.address}">${hookAddress(origin, channel)}</code></span
    >
    <form method="post" action="/channels/secret"><input type="hidden" name="id" value="${channel.id}" /><button type="submit">${words.newSecret}</button></form>
    <form method="post" action="/channels/remove"><input type="hidden" name="id" value="${channel.id}" /><button type="submit">${words.remove}</button></form>
  </li>`;
}

function channelForm({language, note: {name = '', nameWrong}}: ViewParts): Markup {
  const words = stringsFor(language).channels;
  return html`<form class="stack in-line" method="post" action="/channels/make">
    <div class="field">
      <label for="name">${words.name}</label>
      <input id="name" name="name" maxlength="60" autocomplete="off" value="${name}" aria-describedby="name-hint" ${nameWrong === undefined ? '' : html`aria-invalid="true" autofocus`} />
      <p class="${nameWrong === undefined ? 'hint' : 'wrong'}" id="name-hint">${nameWrong ?? words.nameHint}</p>
    </div>
    <div class="field">
      <label for="format">${words.format}</label>
      <select id="format" name="format">${CHANNEL_FORMATS.map((format) => html`<option value="${format}">${words.formats[format]}</option>`)}</select>
    </div>
    <button class="primary" type="submit">${words.make}</button>
  </form>`;
}

function deliveryTable({language, when}: ViewParts, deliveries: readonly DeliveryRecord[], channels: readonly ChannelRecord[]): Markup {
  const words = stringsFor(language).channels;
  const faults: Readonly<Record<string, string>> = words.faults;
  const names = new Map(channels.map(({id, name}) => [id, name]));
  const rows = deliveries.map(
    ({channelId, id, lastAt, times, outcome, reason, orderId, orderNumber, body}) => html`<tr data-outcome="${outcome}">
      <td class="number muted">${when(lastAt)}</td>
      <td>${names.get(channelId) ?? ''}</td>
      <td><span class="outcome">${words.outcomes[outcome]}</span> ${times === 1 ? '' : html`<span class="muted">${words.times(times)}</span>`}</td>
      <td>${orderId === undefined || orderNumber === undefined ? '' : html`<a href="/desk#order/${encodeURIComponent(orderId)}">${orderNumber}</a>`}</td>
      <td class="reason">${outcome === 'rejected' ? faults[reason] : html`${reason}${reason === '' ? '' : html`<br />`}<code class="muted mono">${id}</code>`}</td>
      <td>
        ${body === undefined
          ? ''
          : html`<form method="post" action="/channels/replay"><input type="hidden" name="channel" value="${channelId}" /><input type="hidden" name="id" value="${id}" /><button type="submit">${words.replay}</button></form>`}
      </td>
    </tr>`,
  );
  return html`<table class="log">
    <thead>
      <tr><th>${words.when}</th><th>${words.channel}</th><th>${words.outcome}</th><th>${words.order}</th><th>${words.reason}</th><th><span class="out-of-sight">${words.replay}</span></th></tr>
    </thead>
    <tbody>${rows}</tbody>
  </table>`;
}
