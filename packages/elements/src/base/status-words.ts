import type {OrderStatus, StatusDetail} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import type {StatusStrings} from '../strings/en/status.ts';
import {drawGlyph, glyphOf, unsentGlyph, type Tone} from './status-glyph.ts';

/** A status as words; `detail` is empty when there is none. */
export interface StatusWords {
  readonly status: string;
  readonly detail: string;
  readonly tone: Tone;
}

/**
 * The words and the tone of a status.
 * @param reason The carrier's own words, shown after *Problem*.
 */
export function statusWords(strings: StatusStrings, status: OrderStatus, detail?: StatusDetail, reason?: string): StatusWords {
  return {
    status: strings.order[status] ?? status,
    detail: detail === undefined ? '' : (strings.detail[detail.code]?.(detail, reason) ?? ''),
    tone: glyphOf(status, detail).tone,
  };
}

/** Glyph, status, muted detail, and *Unsent* when the server does not know yet. */
export function statusLine(strings: StatusStrings, status: OrderStatus, detail?: StatusDetail, unsent = false): TemplateResult {
  const words = statusWords(strings, status, detail);
  return html`<span class="status"
    >${drawGlyph(glyphOf(status, detail))}<span>${words.status}</span>${words.detail === '' ? nothing : html`<span class="detail ${words.tone}">${words.detail}</span>`}${unsent ? unsentMark(strings) : nothing}</span
  >`;
}

/** The mark beside the status of an order the server has not confirmed. */
export function unsentMark(strings: StatusStrings): TemplateResult {
  return html`<span class="unsent">${drawGlyph(unsentGlyph)}${strings.unsent}</span>`;
}
