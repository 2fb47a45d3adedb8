import {html, type TemplateResult} from 'lit';
import {dialog} from '../base/dialog.ts';
import type {Format} from '../base/format.ts';
import {refusalSentence} from '../base/refusal-sentence.ts';
import {drawGlyph, troubleGlyph, unsentGlyph} from '../base/status-glyph.ts';
import type {OutboxEntry} from '../controllers/outbox-controller.ts';
import type {Strings} from '../strings/strings.ts';

interface OutboxDialog {
  readonly entries: readonly OutboxEntry[];
  readonly strings: Strings;
  readonly format: Format;
  readonly onOpen: (orderId: string) => void;
  readonly onDismiss: (entryId: string) => void;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** What waits on this device and what the server refused, oldest first: nothing that was entered is out of sight. */
export function outboxDialog({entries, strings, format, onOpen, onDismiss, onSend, onClose}: OutboxDialog): TemplateResult {
  const {desk, common} = strings;
  const line = (entry: OutboxEntry) => {
    const isRefused = entry.state === 'refused';
    const state = isRefused ? (entry.refusal === undefined ? desk.outboxRefused : refusalSentence(strings, format, entry.refusal)) : entry.state === 'waiting' ? desk.outboxWaiting : desk.outboxOnItsWay;
    return html`<li>
      ${drawGlyph(isRefused ? troubleGlyph : unsentGlyph)}
      <div><b>${entry.orderNumber || common.unknown}</b> ${desk.act[entry.command.type]}<p class="muted small">${format.dateTime(entry.addedAt)}${common.dot}${state}</p></div>
      <button type="button" class="quiet" @click=${() => onOpen(entry.orderId)}>${common.open}</button>
      ${isRefused ? html`<button type="button" class="quiet" @click=${() => onDismiss(entry.id)}>${common.dismiss}</button>` : ''}
    </li>`;
  };
  return dialog({
    id: 'outbox',
    title: desk.outboxTitle,
    body: entries.length === 0 ? html`<p>${desk.outboxEmpty}</p>` : html`<ul class="outbox">${entries.map(line)}</ul>`,
    actions: html`<button type="button" @click=${onClose}>${common.close}</button><button type="button" class="primary" @click=${onSend}>${desk.syncNow}</button>`,
    onClose,
    closeLabel: common.close,
  });
}
