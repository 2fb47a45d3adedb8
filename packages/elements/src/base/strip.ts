import {html, nothing, type TemplateResult} from 'lit';
import {drawShape, type Shape} from './shape.ts';
import {drawGlyph, troubleGlyph} from './status-glyph.ts';
import {ICON_GRID} from './icons.ts';

export interface StripOptions {
  /** sunken: how things are (offline) · attention · trouble: refused · done: verified. */
  readonly tone?: 'sunken' | 'attention' | 'trouble' | 'done';
  /** Default: the triangle for trouble, none else. */
  readonly icon?: Shape;
  /** Stands out at the front. */
  readonly title?: string;
  readonly text?: string | TemplateResult;
  /** Buttons at the end. */
  readonly actions?: TemplateResult | typeof nothing;
  /** Read out when it appears. */
  readonly live?: boolean;
}

/**
 * One line across the pane that says how things are, with the way out at its end.
 * @example
 * strip({tone: 'trouble', title: words.refusals.title['parcel.send'], text: sentence, actions: html`<button class="quiet">…</button>`})
 */
export function strip({tone = 'sunken', icon, title, text, actions = nothing, live = false}: StripOptions): TemplateResult {
  const sign = icon !== undefined ? drawShape(icon, ICON_GRID, 16) : tone === 'trouble' ? drawGlyph(troubleGlyph, 16) : nothing;
  return html`<div class="strip ${tone}" role=${live ? 'status' : nothing}>${sign}<p>${title === undefined ? nothing : html`<b>${title}</b> `}${text ?? nothing}</p>${actions}</div>`;
}
