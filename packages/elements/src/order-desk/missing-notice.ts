import type {EngineStatus} from '@packline/core/engine';
import {html, nothing, type TemplateResult} from 'lit';
import {strip} from '../base/strip.ts';
import type {Strings} from '../strings/strings.ts';

const KEY = 'packline-missing-read';

/** What was said is remembered where the browser allows it; where not, it is said once a page. */
function memory(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Says once what works less well on this address, and how to get it. */
export class MissingNotice {
  #isRead = false;

  #said(status: EngineStatus): string {
    return [...status.missing].sort().join(' ');
  }

  read(status: EngineStatus): void {
    this.#isRead = true;
    memory()?.setItem(KEY, this.#said(status));
  }

  view(status: EngineStatus | undefined, strings: Strings, onRead: () => void): TemplateResult | typeof nothing {
    if (status === undefined || status.missing.length === 0 || this.#isRead || memory()?.getItem(KEY) === this.#said(status)) return nothing;
    const {engine, common} = strings;
    return html`<div class="missing">
      ${strip({
        tone: 'attention',
        title: engine.missingTitle,
        text: html`${engine.missingHint}<ul>${status.missing.map((what) => html`<li>${engine.missing[what]}</li>`)}</ul>`,
        actions: html`<button type="button" @click=${onRead}>${common.ok}</button>`,
        live: true,
      })}
    </div>`;
  }
}
