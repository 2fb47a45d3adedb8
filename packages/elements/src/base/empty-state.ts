import {html, nothing, type TemplateResult} from 'lit';
import {drawShape, type Shape} from './shape.ts';
import {ICON_GRID} from './icons.ts';

export interface EmptyStateOptions {
  readonly icon: Shape;
  readonly title: string;
  /** One muted sentence; `<b>` inside stands out. */
  readonly text?: string | TemplateResult;
  /** At most two buttons. */
  readonly actions?: TemplateResult;
}

/** Says that there is nothing, why, and what can be done about it. */
export function emptyState({icon, title, text, actions}: EmptyStateOptions): TemplateResult {
  return html`<div class="empty">
    ${drawShape(icon, ICON_GRID, 26)}
    <h2>${title}</h2>
    ${text === undefined ? nothing : html`<p>${text}</p>`}
    ${actions === undefined ? nothing : html`<div class="acts">${actions}</div>`}
  </div>`;
}
