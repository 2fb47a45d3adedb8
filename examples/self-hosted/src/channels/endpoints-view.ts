import {html} from 'hono/html';
import type {Markup} from '../pages/layout.ts';
import {stringsFor} from '../pages/strings/index.ts';
import type {AttemptRecord, EndpointRecord} from '../storage/channel-storage.ts';
import type {ViewParts} from './channels-view.ts';
import {WEBHOOK_KINDS} from './webhook-events.ts';

/** The half of the page about who is told. */
export function endpointsView(parts: ViewParts, endpoints: readonly EndpointRecord[], attempts: readonly AttemptRecord[]): Markup {
  const words = stringsFor(parts.language).channels;
  return html`<section aria-labelledby="outgoing">
    <h2 id="outgoing">${words.outgoing}</h2>
    <p class="muted">${words.outgoingLead}</p>
    ${endpoints.length === 0 ? html`<p class="empty">${words.endpointsNone}</p>` : html`<ul class="rows">${endpoints.map((endpoint) => endpointRow(parts, endpoint))}</ul>`}
    ${endpointForm(parts)}
    <h3 id="attempts">${words.attempts}</h3>
    ${attempts.length === 0 ? html`<p class="empty">${words.attemptsNone}</p>` : attemptTable(parts, attempts, endpoints)}
  </section>`;
}

function endpointRow({language, when}: ViewParts, {id, url, kinds, state, failingSince}: EndpointRecord): Markup {
  const words = stringsFor(language).channels;
  const act = (path: string, text: string, more: Markup | '' = ''): Markup =>
    html`<form method="post" action="/channels/endpoints/${path}"><input type="hidden" name="id" value="${id}" />${more}<button type="submit">${text}</button></form>`;
  const isOn = state === 'on';
  return html`<li class="endpoint" data-state="${state}">
    <span>
      <code class="mono">${url}</code><br />
      <span class="state">${words.states[state]}</span> <span class="muted">${kinds.join(', ')}</span>
      ${state === 'disabled' ? html`<br /><span class="wrong">${words.disabledNotice}</span>` : failingSince === undefined ? '' : html`<br /><span class="wrong">${words.failingSince(when(failingSince))}</span>`}
    </span>
    <span class="acts">
      ${act('test', words.test)} ${act('switch', isOn ? words.switchOff : words.switchOn, html`<input type="hidden" name="to" value="${isOn ? 'off' : 'on'}" />`)} ${act('secret', words.newSecret)}
      ${act('remove', words.remove)}
    </span>
  </li>`;
}

function endpointForm({language, note: {url = '', urlWrong}}: ViewParts): Markup {
  const words = stringsFor(language).channels;
  return html`<form class="stack" method="post" action="/channels/endpoints">
    <div class="field">
      <label for="url">${words.url}</label>
      <input id="url" name="url" type="url" maxlength="2000" placeholder="https://" autocomplete="off" value="${url}" ${urlWrong === undefined ? '' : html`aria-invalid="true" aria-describedby="url-wrong" autofocus`} />
      ${urlWrong === undefined ? '' : html`<p class="wrong" id="url-wrong">${urlWrong}</p>`}
    </div>
    <fieldset class="kinds">
      <legend>${words.kinds}</legend>
      ${WEBHOOK_KINDS.map((kind) => html`<label class="kind"><input type="checkbox" name="kind" value="${kind}" checked /> <code class="mono">${kind}</code></label>`)}
    </fieldset>
    <button type="submit">${words.add}</button>
  </form>`;
}

function attemptTable({language, when}: ViewParts, attempts: readonly AttemptRecord[], endpoints: readonly EndpointRecord[]): Markup {
  const words = stringsFor(language).channels;
  const urls = new Map(endpoints.map(({id, url}) => [id, url]));
  const rows = attempts.map(
    ({endpointId, eventId, kind, at, attempt, outcome, status, error, tookMs}) => html`<tr data-outcome="${outcome}">
      <td class="number muted">${when(at)}</td>
      <td><code class="mono">${kind}</code></td>
      <td><span class="outcome">${outcome === 'delivered' ? words.delivered : words.failed}</span> <span class="muted">${words.attempt(attempt)}, ${tookMs} ms</span></td>
      <td class="reason">${error === undefined ? '' : html`${status === undefined ? error : words.answered(status)}<br />`}<code class="muted mono">${urls.get(endpointId) ?? ''}<br />${eventId}</code></td>
    </tr>`,
  );
  return html`<table class="log">
    <thead>
      <tr><th>${words.when}</th><th>${words.event}</th><th>${words.outcome}</th><th>${words.reason}</th></tr>
    </thead>
    <tbody>${rows}</tbody>
  </table>`;
}
