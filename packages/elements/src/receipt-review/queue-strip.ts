import {html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Format} from '../base/format.ts';
import {deniedGlyph, doneGlyph, drawGlyph, troubleGlyph} from '../base/status-glyph.ts';
import type {Strings} from '../strings/strings.ts';
import {drawThumb} from './picture-stage.ts';
import type {QueueItem} from './review-queue.ts';

/** So many cells before and after the open one are drawn; nobody looks further. */
const BEFORE = 20;
const AFTER = 40;

interface QueueStrip {
  readonly items: readonly QueueItem[];
  readonly currentId: string | undefined;
  readonly strings: Strings;
  readonly format: Format;
  /** The server took back what was decided here. */
  readonly isRefused: (orderId: string) => boolean;
  readonly onOpen: (orderId: string) => void;
  readonly onScroll: () => void;
}

/** The orders that wait, in a row, each with a small picture once it is here and with what became of it. */
export function queueStrip({items, currentId, strings: {review}, format, isRefused, onOpen, onScroll}: QueueStrip): TemplateResult {
  const at = items.findIndex(({orderId}) => orderId === currentId);
  const from = Math.max(0, at - BEFORE);
  const shown = items.slice(from, Math.max(0, at) + AFTER);
  const after = items.length - from - shown.length;
  const cell = ({orderId, number, total, result}: QueueItem) => {
    const glyph = isRefused(orderId) ? troubleGlyph : result === undefined ? undefined : result === 'accepted' ? doneGlyph : deniedGlyph;
    return html`<li
      ><button type="button" aria-current=${orderId === currentId ? 'true' : nothing} @click=${() => onOpen(orderId)}
        ><canvas class="thumb" width="64" height="88" data-order=${orderId} aria-hidden="true"></canvas><span>${number}</span><span>${format.moneyParts(total).digits}</span>${glyph === undefined ? nothing : html`<span class="result">${drawGlyph(glyph)}</span>`}${result === undefined ? nothing : html`<span class="reader">${review.state[result]}</span>`}</button
    ></li>`;
  };
  return html`<div class="queue-line"
    ><ul class="queue" aria-label=${review.queue} @scroll=${onScroll}>${repeat(shown, ({orderId}) => orderId, cell)}</ul
    ><span class="more muted small" data-after=${after}></span
  ></div>`;
}

const drawn = new WeakMap<Element, ImageBitmap>();

/** After a render: fills cells whose picture has come, and counts those that are out of sight at the end. */
export function finishQueueStrip(root: ParentNode, {review}: Strings, pictureOf: (orderId: string) => ImageBitmap | undefined): void {
  const queue = root.querySelector('.queue');
  const more = root.querySelector<HTMLElement>('.more');
  if (queue === null || more === null) return;
  for (const canvas of queue.querySelectorAll('canvas')) {
    const picture = pictureOf(canvas.dataset['order'] ?? '');
    if (picture === undefined || drawn.get(canvas) === picture) continue;
    drawn.set(canvas, picture);
    drawThumb(canvas, picture);
  }
  const {left, right} = queue.getBoundingClientRect();
  const isMirrored = getComputedStyle(queue).direction === 'rtl';
  const isBeyond = (cell: Element) => {
    const box = cell.getBoundingClientRect();
    const middle = (box.left + box.right) / 2;
    return isMirrored ? middle < left : middle > right;
  };
  const count = Number(more.dataset['after']) + [...queue.children].filter(isBeyond).length;
  more.textContent = count === 0 ? '' : review.moreInQueue(count);
}
